import { now } from '../platform/clock.ts';
import { addContactWay, getContactWay, listContactWays, updateContactWay } from '../wecom/contactWays.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { ContactWay, type ContactWayRow } from './contactWay.model.ts';

export interface MadeWay { configId: string; qrCode: string }

const unknownConfig = 41_044;
/** Between their clock and ours. */
const marginSeconds = 3_600;

/** The contact way in WeCom, made once: whoever asks again after a lost answer finds the one that was made. Calls WeCom. */
export async function ensureContactWay(way: ContactWayRow, { userids, remark }: { userids: string[]; remark: string }): Promise<MadeWay> {
  const content = { remark, state: way.wecomState, skip_verify: true, user: userids };
  const known = way.configId ? { configId: way.configId, qrCode: way.qrCode } : way.askedAt && (await findContactWay(way.wecomState, way.askedAt));
  if (known) {
    const isThere = await updateContactWay(known.configId, content).then(() => true, (error: unknown) => {
      if (error instanceof WecomError && error.errcode === unknownConfig) return false; // deleted in WeCom: made anew, under the same state
      throw error;
    });
    if (isThere) return known;
  }
  await ContactWay.updateOne({ _id: way._id }, { askedAt: now() });
  try {
    return await addContactWay({ type: 2, scene: way.scene, ...(way.scene === 1 ? { style: 1 as const } : {}), ...content });
  } catch (error) {
    // Nothing was made: the next try need not look through all that others have made meanwhile.
    if (error instanceof WecomError && !error.uncertain) await ContactWay.updateOne({ _id: way._id }, { askedAt: way.askedAt });
    throw error;
  }
}

/** One that was made although its answer was lost. */
export async function findContactWay(state: string, askedAt: Date): Promise<MadeWay | undefined> {
  const startTime = Math.floor(askedAt.getTime() / 1_000) - marginSeconds;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listContactWays>> = await listContactWays({ startTime, cursor });
    const ours = await ContactWay.find({ configId: { $in: page.configIds } }, { configId: 1 }).lean<Pick<ContactWayRow, 'configId'>[]>();
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
