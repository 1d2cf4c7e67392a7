import { phoneCodeLimits } from '../../shared/customers/constants.ts';
import { sameSecret } from '../platform/crypto.ts';
import { AppError } from '../platform/errors.ts';
import { personIds } from './person.ts';
import { PhoneChallenge, type PhoneChallengeRow } from './phoneChallenge.model.ts';
import { phoneCodeOf } from './phoneCode.ts';

/**
 * The challenge that this code answers. Each try is counted before it is compared, outside the transaction, so that neither a
 * refusal nor a crash gives it back, and of many at once only five are compared.
 */
export async function tryPhoneCode(challengeId: string, code: string, customerId: string, now: Date): Promise<PhoneChallengeRow> {
  const { ids } = await personIds(customerId);
  const own = { _id: challengeId, customerId: { $in: ids }, expiresAt: { $gt: now } };
  const isRight = sameSecret(code, phoneCodeOf(challengeId));
  const counted = await PhoneChallenge.findOneAndUpdate(
    { ...own, usedAt: null, tries: { $lt: phoneCodeLimits.tries } },
    { $inc: { tries: 1 } },
    { returnDocument: 'after' },
  ).lean<PhoneChallengeRow>();
  if (counted && isRight) return counted;
  if (counted) throw wrong(phoneCodeLimits.tries - counted.tries);
  // Answered already: the same code gives the same answer, another one tells nothing.
  const answered = isRight ? await PhoneChallenge.findOne({ ...own, usedAt: { $ne: null } }).lean<PhoneChallengeRow>() : null;
  if (!answered) throw new AppError('customers.phoneCodeSpent');
  return answered;
}

const wrong = (left: number): AppError =>
  new AppError('customers.phoneCodeWrong', { message: left > 0 ? `验证码不正确，还可以试 ${left} 次` : '验证码不正确，已不能再试，请重新获取' });
