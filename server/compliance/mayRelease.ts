import type { OutboundChannel, OutboundReason } from '../../shared/outreach/constants.ts';
import type { Tx } from '../platform/mongo.ts';
import { releaseRefusal, type ReleasedVersion } from './release.rules.ts';
import { Stop, type StopRow } from './stop.model.ts';

export interface Release { contentVersion: ReleasedVersion | undefined; channel: OutboundChannel; userid: string; at: Date }

type Target = Pick<StopRow, 'scope' | 'targetId'>;
const keyOf = ({ scope, targetId }: Target): string => `${scope}:${targetId}`;

/** The gate at the moment of sending: why this content may not go out; null = may. */
export async function mayRelease(release: Release, tx?: Tx): Promise<OutboundReason | null> {
  const [refusal = null] = await mayReleaseMany([release], release.at, tx);
  return refusal;
}

/** The same for many, in their order, with one question to the database. */
export async function mayReleaseMany(releases: Omit<Release, 'at'>[], at: Date, tx?: Tx): Promise<(OutboundReason | null)[]> {
  const targets = new Map(releases.flatMap(targetsOf).map((target) => [keyOf(target), target]));
  if (targets.size === 0) return [];
  const stops = await Stop.find({ $or: [...targets.values()], from: { $lte: at }, $and: [{ $or: [{ until: null }, { until: { $gt: at } }] }] })
    .session(tx ?? null).lean<StopRow[]>();
  const stopped = new Set(stops.map(keyOf));
  return releases.map((release) => releaseRefusal(release.contentVersion, at) ?? (targetsOf(release).some((target) => stopped.has(keyOf(target))) ? 'stopped' : null));
}

const targetsOf = ({ contentVersion, channel, userid }: Omit<Release, 'at'>): Target[] => [
  ...(contentVersion ? [{ scope: 'content', targetId: contentVersion.contentId } as const] : []),
  { scope: 'channel', targetId: channel }, { scope: 'manager', targetId: userid },
];
