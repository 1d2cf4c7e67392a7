import { phoneCodeLimits } from '../../shared/customers/constants.ts';
import { AppError } from '../platform/errors.ts';
import { rateLimit } from '../platform/rateLimit.ts';

const daySeconds = 86_400;
const { resendSeconds, perPhoneDay, perAddressDay, perSessionDay } = phoneCodeLimits;
const resend = rateLimit('phoneCodeResend', { points: 1, seconds: resendSeconds });
/** By openid: a new sign-in is the same person. */
const perMember = rateLimit('phoneCodeMember', { points: perSessionDay, seconds: daySeconds });
const perAddress = rateLimit('phoneCodeAddress', { points: perAddressDay, seconds: daySeconds });
const perPhone = rateLimit('phoneCodePhone', { points: perPhoneDay, seconds: daySeconds });
const perMemberWechat = rateLimit('wechatPhone', { points: perSessionDay, seconds: daySeconds });

/**
 * Counts one text message for its phone, address and whoever asks. What comes too soon is not counted for the day, and who has
 * none left for the day does not make others wait for their phone's minute.
 */
export async function limitPhoneCodes({ phoneIndex, address, openid }: { phoneIndex: string; address: string; openid: string }): Promise<void> {
  if (await perMember.isSpent(openid) || await perAddress.isSpent(address)) throw new AppError('customers.phoneCodeTooOften');
  await within(resend(phoneIndex));
  await within(perMember(openid));
  await within(perAddress(address));
  await within(perPhone(phoneIndex));
}

/** WeChat asks money for each number that it tells. */
export const limitWechatPhones = (openid: string): Promise<void> => within(perMemberWechat(openid));

async function within(counted: Promise<void>): Promise<void> {
  await counted.catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'platform.tooManyRequests') throw new AppError('customers.phoneCodeTooOften');
    throw error;
  });
}
