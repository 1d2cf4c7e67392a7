import { domain } from '../platform/domain.ts';
import { Callback } from './callback.model.ts';
import { callbackRoute } from './callbackRoute.ts';
import { externalContactAdded, externalContactEdited, externalContactRemoved } from './events.ts';
import { listCallbacks } from './listCallbacks.ts';
import { Media } from './media.model.ts';
import { readCallbacks } from './readCallbacks.job.ts';
import { refreshMedia } from './refreshMedia.job.ts';

export const wecom = domain('wecom', {
  operations: [listCallbacks],
  jobs: [readCallbacks, refreshMedia],
  events: [externalContactAdded, externalContactEdited, externalContactRemoved],
  models: [Callback, Media],
  machineRoutes: callbackRoute,
});
