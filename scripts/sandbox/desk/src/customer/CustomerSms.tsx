import { control } from '../lib/control.ts';
import { useDesk } from '../lib/desk.ts';
import { smsTitle } from '../lib/smsTitle.ts';
import type { Customer } from '../lib/types.ts';
import { Inbox } from '../parts/Inbox.tsx';

/** The customer's text messages, with the code in each ready to copy. */
export function CustomerSms({ me, close }: { me: Customer; close: () => void }) {
  const { state, attempt } = useDesk();
  const letters = state.sms.map((sms) => ({
    ...sms, title: smsTitle(sms.text), code: /(?<!\d)\d{4,8}(?!\d)/.exec(sms.text)?.[0], note: sms.phone === me.phone ? undefined : `发给 ${sms.phone}`,
  }));
  const read = (messageId?: string) => void attempt(() => control.smsRead({ externalUserid: me.externalUserid, messageId }));
  return <Inbox testid="sms" name="短信" hint={me.phone ? `本机号码 ${me.phone}` : '这部手机没有号码'} letters={letters} onRead={read} close={close} />;
}
