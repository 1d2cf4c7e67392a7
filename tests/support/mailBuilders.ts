import { createConnection } from 'node:net';
import { createTransport } from 'nodemailer';
import type { Playground } from './sandboxBuilders.ts';

export const mailbox = { user: 'guanhu', pass: 'sandbox-mail-secret' };

interface Letter { messageId?: string; from?: string; to: string | string[]; subject?: string; text?: string }

/** A mail as nodemailer sends it; resolves to the host's last words, rejects with its refusal as `responseCode`. */
export async function sendMail({ running }: Playground, letter: Letter, auth: { user: string; pass: string } = mailbox): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: running.smtpPort, auth });
  const { response } = await transport.sendMail({ from: '江海银行 <noreply@jianghai.example>', subject: '您的邀请码', text: '请查看', ...letter });
  return response;
}

/** A talk with the mail host, line by line; gives each reply's first line. `undefined`: it hung up instead. */
export async function talk({ running }: Playground, lines: string[]): Promise<(string | undefined)[]> {
  const socket = createConnection(running.smtpPort, '127.0.0.1');
  const replies: string[] = [];
  const waiting: ((reply: string | undefined) => void)[] = [];
  let closed = false;
  let text = '';
  socket.on('error', () => undefined); // told by `close`
  socket.on('close', () => { closed = true; for (const hear of waiting.splice(0)) hear(undefined); });
  socket.on('data', (piece) => {
    text += String(piece);
    // `250-` goes on, `250 ` ends a reply
    for (let end = /^\d{3} .*\r\n/m.exec(text); end; end = /^\d{3} .*\r\n/m.exec(text)) {
      const reply = text.slice(end.index, end.index + end[0].length).trim();
      text = text.slice(end.index + end[0].length);
      const hear = waiting.shift();
      if (hear) hear(reply);
      else replies.push(reply);
    }
  });
  const next = () => new Promise<string | undefined>((hear) => {
    const known = replies.shift();
    if (known !== undefined || closed) hear(known);
    else waiting.push(hear);
  });
  const heard = [await next()];
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    heard.push(await next());
  }
  socket.destroy();
  return heard;
}
