import PostalMime from 'postal-mime';
import { newId } from '../chance.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Mail } from '../state.ts';
import { memberAt } from './address.ts';

const keptMails = 1_000;

type Content = Pick<Mail, 'messageId' | 'from' | 'subject' | 'text'>;

/** The message as a mailbox shows it. */
export async function readMail(raw: Buffer, sender: string): Promise<Content> {
  const { messageId, from, subject, text } = await PostalMime.parse(raw);
  const address = from?.address || sender;
  return { messageId: messageId || `<${newId('', 20)}@sandbox>`, from: from?.name ? `${from.name} <${address}>` : address, subject: subject ?? '', text: (text ?? '').trim() };
}

/** Into the mailbox of each member; where the same Message-ID lies already, that one stays alone. */
export function keepMail(sandbox: Sandbox, mail: Content, addresses: string[]): void {
  const { state, clock } = sandbox;
  for (const to of addresses) {
    const userid = memberAt(state, to)?.userid;
    if (!userid || state.mails.some((each) => each.userid === userid && each.messageId === mail.messageId)) continue;
    state.mails.push({ ...mail, to, at: clock.nowSeconds(), userid, read: false });
  }
  state.mails.splice(0, state.mails.length - keptMails);
  sandbox.touch();
}
