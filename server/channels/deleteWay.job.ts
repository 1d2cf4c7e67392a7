import { z } from 'zod';
import { job } from '../platform/job.ts';
import { deleteContactWay } from '../wecom/contactWays.ts';
import { WecomError } from '../wecom/wecomError.ts';
import { ContactWay, type ContactWayRow } from './contactWay.model.ts';
import { findContactWay } from './ensureContactWay.ts';

const unknownConfig = 41_044;

/** Takes a closed contact way out of WeCom, also one whose making was never answered. */
export const deleteWay = job('channels.deleteWay', {
  lane: 'bulk',
  payload: z.object({ wayId: z.string() }),
  async prepare({ wayId }) {
    const way = await ContactWay.findOne({ _id: wayId, state: 'closed' }).lean<ContactWayRow>();
    const configId = way?.configId || (way?.askedAt && (await findContactWay(way.wecomState, way.askedAt))?.configId);
    if (!configId) return;
    await deleteContactWay(configId).catch((error: unknown) => {
      if (!(error instanceof WecomError) || error.errcode !== unknownConfig) throw error;
    });
  },
  async run({ wayId }, { tx }) {
    await ContactWay.updateOne({ _id: wayId, state: 'closed' }, { configId: '', qrCode: '' }, { session: tx });
  },
});
