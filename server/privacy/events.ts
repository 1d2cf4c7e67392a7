import { z } from 'zod';
import { purposes } from '../../shared/privacy/constants.ts';
import { event } from '../platform/event.ts';
import { wordingOf } from './purposes.ts';

/** A customer has agreed to a purpose, or withdrawn: it counts from this moment on. */
export const consentChanged = event('privacy.consentChanged', {
  payload: z.object({ customerId: z.string(), purpose: z.enum(purposes), granted: z.boolean() }),
  words: ({ purpose, granted }) => `${granted ? '同意' : '不同意'}「${wordingOf(purpose).name}」`,
  subject: ({ customerId }) => ({ customerId }),
});
