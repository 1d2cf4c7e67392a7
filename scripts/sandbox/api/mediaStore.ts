import { newId } from '../chance.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Media } from '../state.ts';
import { Refusal } from './refusal.ts';

/** WeCom: a temporary media lives 3 days, contract 5.4. */
const lifeSeconds = 3 * 86_400;

export function requireMedia(sandbox: Sandbox, id: string, type?: string): Media {
  const media = sandbox.state.media.get(id);
  if (!media || media.permanent || sandbox.clock.nowSeconds() - media.createdAt >= lifeSeconds) throw new Refusal(40007);
  if (type && media.type !== type) throw new Refusal(40007, `invalid media_id. ${media.type} is not ${type}`);
  return media;
}

export function keepMedia(sandbox: Sandbox, given: { type: string; name: string; contentType: string; bytes: Buffer; permanent: boolean }): Media {
  const media: Media = {
    id: newId(given.permanent ? 'img' : '3', 43), type: given.type, name: given.name, contentType: given.contentType, size: given.bytes.length,
    createdAt: sandbox.clock.nowSeconds(), permanent: given.permanent,
  };
  sandbox.snapshot.saveBytes(media.id, given.bytes);
  sandbox.state.media.set(media.id, media);
  sandbox.touch();
  return media;
}

export const mediaAddress = (sandbox: Sandbox, id: string): string => `${sandbox.publicUrl}/media/${id}`;
