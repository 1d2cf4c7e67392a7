import { monotonicMs } from './clock.ts';
import { config } from './config.ts';
import type { MailPort } from './mail.port.ts';
import { histogram } from './metrics.ts';
import { PortError } from './portError.ts';

const timeoutMs = 10_000;
const mailSeconds = histogram('mail_seconds', 'Mails to the SMTP host by its reply; 0 where none came', ['reply']);

/** The bank's SMTP host, a connection a mail. */
export const smtpMail: MailPort = {
  async send({ messageId, ...message }) {
    const transport = await open();
    const startedMs = monotonicMs();
    let reply = 250;
    try {
      await transport.sendMail({ from: config.MAIL_FROM ?? '', messageId: `<${messageId}@guanhu>`, ...message });
    } catch (error) {
      const fault = error as { responseCode?: number; code?: string; message: string }; // as nodemailer's errors are
      reply = fault.responseCode ?? 0;
      throw portErrorOf(reply, fault);
    } finally {
      mailSeconds.observe({ reply: String(reply) }, (monotonicMs() - startedMs) / 1_000);
    }
  },
};

async function open() {
  const { createTransport } = await import('nodemailer'); // loaded by whoever sends mail, not by every process
  return createTransport({ url: config.MAIL_URL ?? '', connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, dnsTimeout: timeoutMs, disableFileAccess: true, disableUrlAccess: true });
}

/** Signs in and sends nothing; throws what is wrong. */
export const verifyMail = async (): Promise<void> => void await (await open()).verify();

/** RFC 5321, 4.2.1: 5xx is for good, 4xx for now. A wrong password is mended by an administrator, so that waiting helps. */
function portErrorOf(reply: number, { code, message }: { code?: string; message: string }): PortError {
  if (code === 'EAUTH') return new PortError('邮件服务器拒绝登录');
  if (reply > 0) return new PortError(`邮件服务器返回 ${reply}`, { final: reply >= 500 });
  const neverConnected = code === 'EDNS' || message.includes('ECONNREFUSED');
  return new PortError('邮件服务器没有回应', { uncertain: !neverConnected });
}
