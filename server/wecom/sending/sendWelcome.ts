import { callWecom } from '../client.ts';

/** Contract 4.3: text ≤ 4 000 bytes, at most 9 attachments; not both empty. */
export type WelcomeAttachment =
  | { msgtype: 'image'; image: { media_id: string } | { pic_url: string } }
  | { msgtype: 'link'; link: { title: string; picurl?: string; desc?: string; url: string } }
  | { msgtype: 'miniprogram'; miniprogram: { title: string; pic_media_id: string; appid: string; page: string } }
  | { msgtype: 'video'; video: { media_id: string } }
  | { msgtype: 'file'; file: { media_id: string } };

export interface Welcome {
  welcomeCode: string;
  text?: { content: string };
  attachments?: WelcomeAttachment[];
}

/**
 * Sends once, within 20 s of the callback; a code works once, for the first app that calls (contract 4.4).
 * WecomError: 41050 expired or unknown, 41051 delivered before or already chatting, 41096 another app is sending, 41053 no consent to archiving.
 */
export async function sendWelcome({ welcomeCode, text, attachments = [] }: Welcome, options: { timeoutMs?: number } = {}): Promise<void> {
  await callWecom({
    method: 'POST', path: '/cgi-bin/externalcontact/send_welcome_msg', repeatable: false, ...options,
    body: { welcome_code: welcomeCode, ...(text ? { text } : {}), ...(attachments.length > 0 ? { attachments } : {}) },
  });
}
