import { domain } from '../platform/domain.ts';
import { externalContactAdded, externalContactEdited, externalContactRemoved } from './events.ts';

export const wecom = domain('wecom', {
  events: [externalContactAdded, externalContactEdited, externalContactRemoved],
});
