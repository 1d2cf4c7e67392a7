import { merged } from '../customers/events.ts';
import { on } from '../platform/event.ts';
import { decideAsOne } from './decideAsOne.ts';

/** Two records are one person: the touches of both are decided together. */
export const onMerged = on(merged, 'attribution.onMerged', {
  run: ({ mergeId, survivorId, absorbedId }, { now, tx }) => decideAsOne([survivorId, absorbedId], `merge:${mergeId}`, now, tx),
});
