import { phoneCodeLimits } from '../../shared/customers/constants.ts';
import { AppError } from '../platform/errors.ts';
import { rateLimit } from '../platform/rateLimit.ts';

const daySeconds = 86_400;
const { resendSeconds, perPhoneDay, perAddressDay, perSessionDay } = phoneCodeLimits;
const resend = rateLimit('phoneCodeResend', { points: 1, seconds: resendSeconds });
const perSession = rateLimit('phoneCodeSession', { points: perSessionDay, seconds: daySeconds });
const perAddress = rateLimit('phoneCodeAddress', { points: perAddressDay, seconds: daySeconds });
const perPhone = rateLimit('phoneCodePhone', { points: perPhoneDay, seconds: daySeconds });
const perSessionWechat = rateLimit('wechatPhone', { points: perSessionDay, seconds: daySeconds });

/** Counts one text message for its phone, address and session. What comes too soon is not counted for the day. */
export async function limitPhoneCodes({ phoneIndex, address, sessionId }: { phoneIndex: string; address: string; sessionId: string }): Promise<void> {
  await within(resend(phoneIndex));
  await within(perSession(sessionId));
  await within(perAddress(address));
  await within(perPhone(phoneIndex));
}

/** WeChat asks money for each number that it tells. */
export const limitWechatPhones = (sessionId: string): Promise<void> => within(perSessionWechat(sessionId));

async function within(counted: Promise<void>): Promise<void> {
  await counted.catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'platform.tooManyRequests') throw new AppError('customers.phoneCodeTooOften');
    throw error;
  });
}
