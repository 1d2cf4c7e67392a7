import { control } from '../lib/control.ts';
import { customerOf, departmentName, memberOf, useDesk } from '../lib/desk.ts';
import type { Customer, Member, SandboxState } from '../lib/types.ts';
import { Picker, type Choice } from '../parts/Picker.tsx';

export function CustomerHolder() {
  const { state, attempt } = useDesk();
  const holder = customerOf(state, state.holding.externalUserid);
  const contacts = new Map<string, number>();
  for (const { externalUserid, twoWay } of state.relations) if (twoWay) contacts.set(externalUserid, (contacts.get(externalUserid) ?? 0) + 1);
  const choice = ({ externalUserid, name }: Customer): Choice => {
    const count = contacts.get(externalUserid) ?? 0;
    return { id: externalUserid, name, note: count > 0 ? `已加 ${count} 位经理` : '还没有加过经理' };
  };
  const startNew = (name: string) => attempt(async () => {
    const { externalUserid } = await control.newCustomer(name ? { name } : {});
    await control.hold({ externalUserid });
  });
  return (
    <Picker label="客户" placeholder="选择谁拿着" current={holder && choice(holder)} choices={[...state.customers].reverse().map(choice)}
      onPick={(externalUserid) => attempt(() => control.hold({ externalUserid }))}
      footer={(typed, close) => (
        <button type="button" className="picker-new" data-testid="new-customer" onClick={() => { close(); void startNew(typed); }}>{typed ? `新客户“${typed}”` : '新客户'}</button>
      )} />
  );
}

export function MemberHolder() {
  const { state, attempt } = useDesk();
  const holder = memberOf(state, state.holding.userid);
  return (
    <Picker label="员工" placeholder="选择谁拿着" current={holder && memberChoice(state, holder)} choices={state.members.map((member) => memberChoice(state, member))}
      onPick={(userid) => attempt(() => control.hold({ userid }))} />
  );
}

const memberChoice = (state: SandboxState, { userid, name, position, main_department }: Member): Choice =>
  ({ id: userid, name, note: [departmentName(state, main_department), position].filter(Boolean).join(' · ') });
