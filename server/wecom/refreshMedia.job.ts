import { z } from 'zod';
import { job } from '../platform/job.ts';
import { Media, type MediaRow } from './media.model.ts';
import { mediaKeys, mediaSource, uploadMedia } from './media.ts';

const dayMs = 86_400_000;
const renewAfterMs = 2 * dayMs;

/** Uploads again well before the 3 days end (contract 5.4), so that a welcome never waits for an upload. */
export const refreshMedia = job('wecom.refreshMedia', {
  lane: 'bulk',
  cron: '0 * * * *',
  attempts: 5,
  payload: z.object({}),
  async prepare(_, { now }) {
    const old = await Media.find({ _id: { $in: mediaKeys() }, uploadedAt: { $lt: new Date(now.getTime() - renewAfterMs) } }).lean<MediaRow[]>();
    for (const { _id: key } of old) {
      const file = await mediaSource(key)?.();
      if (file) await uploadMedia(key, file);
    }
  },
  run: async () => undefined, // each upload has kept its own id
});
