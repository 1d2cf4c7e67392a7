import { useState } from 'react';
import { useDesk } from '../lib/desk.ts';
import { Sheet } from '../parts/Sheet.tsx';

/** Each template is one message that may be sent once. */
export function SubscribeSheet({ ids, choose }: { ids: string[]; choose: (accepted: string[]) => void }) {
  const { state } = useDesk();
  const [wanted, setWanted] = useState(ids);
  const turn = (id: string) => setWanted((known) => (known.includes(id) ? known.filter((each) => each !== id) : [...known, id]));
  return (
    <Sheet title="订阅消息" close={() => choose([])}>
      <div className="ask" data-testid="ask-subscribe">
        <p className="ask-who">{state.corp.name} 申请</p>
        <h3>发送一次以下消息</h3>
        <ul className="ask-list">
          {ids.map((id) => <li key={id}><label><input type="checkbox" checked={wanted.includes(id)} onChange={() => turn(id)} /><span>模板 {id}</span></label></li>)}
        </ul>
        <div className="ask-actions">
          <button type="button" className="plain-button" data-testid="deny" onClick={() => choose([])}>取消</button>
          <button type="button" className="wide-button" data-testid="allow" disabled={wanted.length === 0} onClick={() => choose(wanted)}>允许</button>
        </div>
      </div>
    </Sheet>
  );
}
