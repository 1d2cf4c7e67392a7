import { config } from './config.ts';
import { AppError } from './errors.ts';
import { smtpMail } from './mail.smtp.ts';

/** Takes a mail on its way, or throws: `PortError`, or `platform.mailNotConfigured`. A repeat bears the same Message-ID; not every mailbox hides it. */
export interface MailPort {
  send: (message: { messageId: string; to: string; subject: string; text: string }) => Promise<void>;
}

const none: MailPort = { send: async () => { throw new AppError('platform.mailNotConfigured'); } };

/** The one that the configuration chooses. */
export const mailPort = (): MailPort => (config.MAIL_URL ? smtpMail : none);
