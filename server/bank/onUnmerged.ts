import { unmerged } from '../customers/events.ts';
import { on } from '../platform/event.ts';
import { wakeFor } from './wake.ts';

/** Who is one person less may have no bank number any more, and a phone for which a number waits. */
export const onUnmerged = on(unmerged, 'bank.onUnmerged', {
  run: ({ survivorId, restoredId }, { tx }) => wakeFor([survivorId, restoredId], tx),
});
