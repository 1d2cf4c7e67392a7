import { useDesk } from '../lib/desk.ts';
import type { Customer } from '../lib/types.ts';
import { Sheet } from '../parts/Sheet.tsx';

export function PhoneNumberSheet({ me, allow, deny }: { me: Customer; allow: () => void; deny: () => void }) {
  const { state } = useDesk();
  return (
    <Sheet title="获取你的手机号" close={deny}>
      <div className="ask" data-testid="ask-phone-number">
        <p className="ask-who">{state.corp.name} 申请</p>
        <h3>获取并验证你的手机号</h3>
        <p className="ask-number">{me.phone ? masked(me.phone) : '还没有手机号'}<span className="hint">微信绑定号码</span></p>
        <div className="ask-actions">
          <button type="button" className="plain-button" data-testid="deny" onClick={deny}>不允许</button>
          <button type="button" className="wide-button" data-testid="allow" disabled={!me.phone} onClick={allow}>允许</button>
        </div>
      </div>
    </Sheet>
  );
}

const masked = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
