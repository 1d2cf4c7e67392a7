import { memberOf, useDesk } from '../lib/desk.ts';
import { Icon } from '../parts/Icon.tsx';

/** A call that goes nowhere: the number, and the button that ends it. */
export function CallScreen({ number, hangUp }: { number: string; hangUp: () => void }) {
  const { state } = useDesk();
  const known = state.members.find(({ mobile }) => mobile === number);
  return (
    <div className="call" role="dialog" aria-label="正在呼叫" data-testid="call-screen">
      <p className="call-name">{known ? memberOf(state, known.userid)?.name : number}</p>
      <p>{known ? number : '正在呼叫…'}</p>
      <button type="button" className="hang-up" aria-label="挂断" autoFocus data-testid="hang-up" onClick={hangUp}><Icon name="handset" size={32} /></button>
    </div>
  );
}
