import { unmerged } from '../customers/events.ts';
import { on } from '../platform/event.ts';
import { decideAsOne } from './decideAsOne.ts';

/** They are two persons after all: each is decided by its own touches. */
export const onUnmerged = on(unmerged, 'attribution.onUnmerged', {
  run: ({ mergeId, survivorId, restoredId }, { now, tx }) => decideAsOne([survivorId, restoredId], `unmerge:${mergeId}`, now, tx),
});
