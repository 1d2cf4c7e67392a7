import { control } from '../lib/control.ts';
import { addedText, chatOf, customerOf, relationOf, useDesk } from '../lib/desk.ts';
import type { Member } from '../lib/types.ts';
import { Composer } from '../parts/Composer.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Lines } from '../parts/Lines.tsx';
import { Screen } from '../parts/Phone.tsx';
import { CustomerName } from './ManagerHome.tsx';

interface Props { me: Member; externalUserid: string; back: () => void; onDetail: () => void }

export function ManagerChat({ me, externalUserid, back, onDetail }: Props) {
  const { state, attempt } = useDesk();
  const relation = relationOf(state, me.userid, externalUserid);
  const name = customerOf(state, externalUserid)?.name ?? '客户';
  const send = (text: string) => attempt(() => control.message({ userid: me.userid, externalUserid, from: 'staff', text }));
  const why = relation ? '对方已经删除了你，消息发不出去。' : '你已经删除了这位客户。';
  const more = <button type="button" className="bar-button" aria-label="客户详情" onClick={onDetail}><Icon name="more" /></button>;
  return (
    <Screen title={<CustomerName userid={me.userid} externalUserid={externalUserid} />} back={back} right={relation && more}
      below={relation?.twoWay ? <Composer label={`发给${name}`} onSend={send} /> : <p className="composer-off">{why}</p>}>
      <Lines chat={chatOf(state, me.userid, externalUserid)} me="staff" ids={{ customer: externalUserid, staff: me.userid }} systemText={addedText(state, externalUserid)} />
    </Screen>
  );
}
