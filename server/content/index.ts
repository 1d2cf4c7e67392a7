import { domain } from '../platform/domain.ts';

export const content = domain('content', {});
