import { now } from '../platform/clock.ts';
import { addContactWay, getContactWay, listContactWays, updateContactWay } from '../wecom/contactWays.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { ChannelCode, type ChannelCodeRow } from './channelCode.model.ts';

export interface MadeWay { configId: string; qrCode: string }

const unknownConfig = 41_044;
/** Between their clock and ours. */
const marginSeconds = 3_600;

/** The contact way of a code, made once: whoever asks again after a lost answer finds the one that was made. Calls WeCom. */
export async function ensureContactWay(code: ChannelCodeRow, userids: string[]): Promise<MadeWay> {
  const content = { remark: code.name, state: code.wecomState, skip_verify: true, user: userids };
  const known = code.configId ? { configId: code.configId, qrCode: code.qrCode } : code.askedAt && (await findContactWay(code.wecomState, code.askedAt));
  if (known) {
    const isThere = await updateContactWay(known.configId, content).then(() => true, (error: unknown) => {
      if (error instanceof WecomError && error.errcode === unknownConfig) return false; // deleted in WeCom: made anew, under the same state
      throw error;
    });
    if (isThere) return known;
  }
  await ChannelCode.updateOne({ _id: code._id }, { askedAt: now() });
  return addContactWay({ type: 2, scene: 2, ...content });
}

async function findContactWay(state: string, askedAt: Date): Promise<MadeWay | undefined> {
  const startTime = Math.floor(askedAt.getTime() / 1_000) - marginSeconds;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listContactWays>> = await listContactWays({ startTime, cursor });
    const ours = await ChannelCode.find({ configId: { $in: page.configIds } }, { configId: 1 }).lean<Pick<ChannelCodeRow, 'configId'>[]>();
    const strange = page.configIds.filter((id) => !ours.some((each) => each.configId === id));
    for (const configId of strange) {
      const way = await getContactWay(configId).catch(ignoreUnknown);
      if (way?.state === state) return { configId, qrCode: way.qr_code ?? '' };
    }
    cursor = page.nextCursor;
  } while (cursor);
  return undefined;
}

/** Deleted since it was listed. */
function ignoreUnknown(error: unknown): undefined {
  if (error instanceof WecomError && error.errcode === unknownConfig) return undefined;
  throw error;
}
