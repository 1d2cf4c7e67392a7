import { createHmac, hkdfSync } from 'node:crypto';
import { phoneCodeLimits } from '../../shared/customers/constants.ts';
import { config } from '../platform/config.ts';

const key = Buffer.from(hkdfSync('sha256', Buffer.from(config.BLIND_INDEX_KEY, 'base64'), '', 'customers.phoneCode', 32));

/** The code that a challenge asks for. It follows from the challenge's id, so that it is nowhere stored: C3. */
export function phoneCodeOf(challengeId: string): string {
  const number = createHmac('sha256', key).update(challengeId).digest().readUIntBE(0, 6); // 48 bits: no digit is favoured by more than 2^-28
  return String(number % 10 ** phoneCodeLimits.digits).padStart(phoneCodeLimits.digits, '0');
}
