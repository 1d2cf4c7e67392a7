import { config } from './config.ts';
import { AppError } from './errors.ts';
import { gatewaySms } from './sms.gateway.ts';

/** Takes a text message on its way to a phone, or throws: `PortError`, or `platform.smsNotConfigured`. A repeat under one `messageId` reaches the phone once. */
export interface SmsPort {
  send: (message: { messageId: string; phone: string; text: string }) => Promise<void>;
}

const none: SmsPort = { send: async () => { throw new AppError('platform.smsNotConfigured'); } };

/** The one that the configuration chooses. */
export const smsPort = (): SmsPort => (config.SMS_GATEWAY_URL ? gatewaySms : none);
