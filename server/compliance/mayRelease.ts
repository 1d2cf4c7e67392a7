import type { OutboundChannel, OutboundReason } from '../../shared/outreach/constants.ts';
import type { Tx } from '../platform/mongo.ts';
import { releaseRefusal, type ReleasedVersion } from './release.rules.ts';
import { Stop, type StopRow } from './stop.model.ts';

export interface Release { contentVersion: ReleasedVersion | undefined; channel: OutboundChannel; userid: string; at: Date }

/** The gate at the moment of sending: why this content may not go out; null = may. */
export async function mayRelease({ contentVersion, channel, userid, at }: Release, tx?: Tx): Promise<OutboundReason | null> {
  const refusal = releaseRefusal(contentVersion, at);
  if (refusal || !contentVersion) return refusal ?? 'contentNotApproved';
  const targets: Pick<StopRow, 'scope' | 'targetId'>[] = [
    { scope: 'content', targetId: contentVersion.contentId }, { scope: 'channel', targetId: channel }, { scope: 'manager', targetId: userid },
  ];
  const stopped = await Stop.exists({ $or: targets, from: { $lte: at }, $and: [{ $or: [{ until: null }, { until: { $gt: at } }] }] }).session(tx ?? null);
  return stopped ? 'stopped' : null;
}
