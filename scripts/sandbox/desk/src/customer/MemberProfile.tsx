import { control } from '../lib/control.ts';
import { relationOf, useDesk } from '../lib/desk.ts';
import type { Customer, Scanned } from '../lib/types.ts';
import { useOnce } from '../lib/useOnce.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Screen } from '../parts/Phone.tsx';

interface Props { me: Customer; found: Scanned; back: () => void; onAdded: (userid: string) => void }

/** Whom a code leads to, and the button that adds them. */
export function MemberProfile({ me, found, back, onAdded }: Props) {
  const { state, attempt, say } = useDesk();
  const { member, configId } = found;
  const isContact = relationOf(state, member.userid, me.externalUserid)?.twoWay;
  const managerHoldsOther = state.holding.userid !== member.userid;

  const add = useOnce(async () => {
    const added = await attempt(() => control.add({ externalUserid: me.externalUserid, userid: member.userid, configId }));
    if (!added) return;
    onAdded(added.userid);
    if (!managerHoldsOther) return;
    say({ text: `${me.name}加了${member.name}。`, action: { label: `换${member.name}拿经理手机`, run: () => void attempt(() => control.hold({ userid: added.userid })) } });
  });

  return (
    <Screen title="" plain back={back}>
      <div className="profile">
        <Avatar id={member.userid} size={64} />
        <div>
          <p className="profile-name">{member.name}</p>
          <p className="at-corp">@{state.corp.name}</p>
        </div>
      </div>
      <dl className="facts">
        <div><dt>企业</dt><dd>{state.corp.name}<span className="verified">已认证</span></dd></div>
        {member.departmentName && <div><dt>部门</dt><dd>{member.departmentName}</dd></div>}
        {member.position && <div><dt>职务</dt><dd>{member.position}</dd></div>}
      </dl>
      {isContact
        ? <button type="button" className="profile-action" data-testid="open-chat" onClick={() => onAdded(member.userid)}>发消息</button>
        : <button type="button" className="profile-action" data-testid="add-contact" onClick={add}>添加到通讯录</button>}
    </Screen>
  );
}
