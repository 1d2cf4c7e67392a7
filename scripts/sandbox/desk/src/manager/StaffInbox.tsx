import { control } from '../lib/control.ts';
import { useDesk } from '../lib/desk.ts';
import { smsTitle } from '../lib/smsTitle.ts';
import type { Member } from '../lib/types.ts';
import { Inbox } from '../parts/Inbox.tsx';
import { InboxButton } from '../parts/InboxButton.tsx';

export type InboxKind = 'sms' | 'mail';

export function StaffInboxButtons({ onOpen }: { onOpen: (kind: InboxKind) => void }) {
  const { state } = useDesk();
  return (
    <>
      <InboxButton testid="staff-sms" name="短信" icon="chat" letters={state.staffSms} onOpen={() => onOpen('sms')} />
      <InboxButton testid="staff-mail" name="邮件" icon="mail" letters={state.staffMails} onOpen={() => onOpen('mail')} />
    </>
  );
}

/** What came to the member's mobile number, or to the mailbox that the corp gave. */
export function StaffInbox({ me, kind, close }: { me: Member; kind: InboxKind; close: () => void }) {
  const { state, attempt } = useDesk();
  const { userid } = me;
  if (kind === 'sms') {
    const letters = state.staffSms.map((sms) => ({ ...sms, title: smsTitle(sms.text) }));
    return <Inbox testid="staff-sms" name="短信" hint={`本机号码 ${me.mobile}`} letters={letters} onRead={(messageId) => void attempt(() => control.smsRead({ userid, messageId }))} close={close} />;
  }
  const letters = state.staffMails.map((mail) => ({ ...mail, title: mail.subject || '（无主题）', note: mail.from }));
  return <Inbox testid="staff-mail" name="邮件" hint={`企业邮箱 ${me.biz_mail}`} letters={letters} onRead={(messageId) => void attempt(() => control.mailRead({ userid, messageId }))} close={close} />;
}
