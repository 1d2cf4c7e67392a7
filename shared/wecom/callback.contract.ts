import { z } from 'zod';
import { contract } from '../contract.ts';
import { Instant, PageInput, pageOf } from '../fields.ts';
import { callbackStates } from './constants.ts';

/** Callbacks as they came, newest first; no personal data. */
export const listCallbacks = contract('wecom.listCallbacks', {
  kind: 'read',
  summary: '企业微信回调',
  input: z.strictObject({ ...PageInput, state: z.enum(callbackStates).optional() }),
  output: pageOf(z.object({
    id: z.string(),
    event: z.string(),
    state: z.enum(callbackStates),
    /** Marks that handlers left, such as an unknown or disabled channel code. */
    marks: z.array(z.string()),
    receivedAt: Instant,
    repeats: z.int().nonnegative(),
  })),
});
