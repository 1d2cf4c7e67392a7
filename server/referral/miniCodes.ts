import { now } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { makeMiniCode } from '../wecom/miniProgram.ts';
import { WecomError } from '../wecom/wecomError.ts';
import type { InviteCodeRow } from './inviteCode.model.ts';
import { MiniCode } from './miniCode.model.ts';

export const acceptPage = 'pages/invite/accept';
/** WeChat: at most 32 characters, contract 8.2. */
export const sceneOf = (code: string): string => `i=${code}`;

/** The mini-program has not been published with this page yet. */
const pageUnknown = 41_030;

/** The picture that opens the mini-program at this code. Calls WeChat the first time. */
export async function miniCodeOf({ _id, code }: InviteCodeRow): Promise<{ type: string; bytes: Buffer }> {
  const known = await MiniCode.findById(_id).lean<{ type: string; bytes: Buffer | { buffer: Uint8Array } }>();
  if (known) return { type: known.type, bytes: Buffer.isBuffer(known.bytes) ? known.bytes : Buffer.from(known.bytes.buffer) };
  try {
    const made = await makeMiniCode({ scene: sceneOf(code), page: acceptPage });
    await MiniCode.updateOne({ _id }, { $setOnInsert: { type: made.type, bytes: made.bytes, madeAt: now() } }, { upsert: true });
    return made;
  } catch (error) {
    if (error instanceof WecomError) throw new AppError(error.errcode === pageUnknown ? 'referral.pageUnpublished' : 'wecom.unreachable', { cause: error });
    throw error;
  }
}
