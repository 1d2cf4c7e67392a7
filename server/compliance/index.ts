import { domain } from '../platform/domain.ts';
import { Stop } from './stop.model.ts';

export const compliance = domain('compliance', { models: [Stop] });
