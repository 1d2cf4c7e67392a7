import { domain } from '../platform/domain.ts';

export const channels = domain('channels', {});
