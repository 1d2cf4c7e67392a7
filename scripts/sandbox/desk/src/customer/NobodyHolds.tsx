import { control } from '../lib/control.ts';
import { useDesk } from '../lib/desk.ts';
import { useOnce } from '../lib/useOnce.ts';

/** A phone that no customer holds yet. */
export function NobodyHolds({ waiting }: { waiting: boolean }) {
  const { attempt } = useDesk();
  const start = useOnce(() => attempt(async () => {
    const { externalUserid } = await control.newCustomer({});
    await control.hold({ externalUserid });
  }));
  return (
    <div className="screen nobody">
      <p>{waiting ? '选好由谁来扫这个码，就会打开客户经理的名片。' : '这部手机还没有人拿着。'}</p>
      <p className="hint">在上方选择一位客户，或者</p>
      <button type="button" className="wide-button" data-testid="new-customer-here" onClick={start}>让一位新客户拿起手机</button>
    </div>
  );
}
