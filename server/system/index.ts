import { domain } from '../platform/domain.ts';

export const system = domain('system', {});
