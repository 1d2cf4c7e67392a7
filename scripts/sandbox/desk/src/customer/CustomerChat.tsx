import { useState } from 'react';
import { control } from '../lib/control.ts';
import { chatOf, memberOf, relationOf, useDesk } from '../lib/desk.ts';
import type { Customer } from '../lib/types.ts';
import type { OpenCard } from '../parts/Card.tsx';
import { Composer } from '../parts/Composer.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Lines } from '../parts/Lines.tsx';
import { Screen } from '../parts/Phone.tsx';
import { Confirm, Sheet } from '../parts/Sheet.tsx';
import { MemberName } from './CustomerHome.tsx';

interface Props { me: Customer; userid: string; back: () => void; leave: () => void; onCard: OpenCard }

export function CustomerChat({ me, userid, back, leave, onCard }: Props) {
  const { state, attempt } = useDesk();
  const [over, setOver] = useState<'menu' | 'remove'>();
  const pair = { externalUserid: me.externalUserid, userid };
  const isContact = relationOf(state, userid, me.externalUserid)?.twoWay ?? false;
  const name = memberOf(state, userid)?.name ?? userid;

  const remove = async () => {
    await attempt(() => control.removeByCustomer(pair));
    leave();
  };
  const more = <button type="button" className="bar-button" aria-label="更多" data-testid="contact-menu" onClick={() => setOver('menu')}><Icon name="more" /></button>;
  return (
    <>
      <Screen title={<MemberName userid={userid} />} back={back} right={isContact && more}
        below={isContact ? <Composer label={`发给${name}`} onSend={(text) => attempt(() => control.message({ ...pair, from: 'customer', text }))} />
          : <p className="composer-off">你们已经不是好友，重新扫码添加后才能发消息。</p>}>
        <Lines chat={chatOf(state, userid, me.externalUserid)} me="customer" ids={{ customer: me.externalUserid, staff: userid }} onCard={onCard} />
      </Screen>
      {over === 'menu' && (
        <Sheet title="更多" close={() => setOver(undefined)}>
          <button type="button" className="sheet-row danger" data-testid="remove-contact" onClick={() => setOver('remove')}>删除联系人</button>
          <button type="button" className="sheet-row" onClick={() => setOver(undefined)}>取消</button>
        </Sheet>
      )}
      {over === 'remove' && (
        <Confirm title="删除联系人" text={`删除后，${name}不能再给你发消息。`} action="删除" onConfirm={remove} close={() => setOver(undefined)} />
      )}
    </>
  );
}
