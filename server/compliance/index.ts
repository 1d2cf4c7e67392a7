import { domain } from '../platform/domain.ts';

export const compliance = domain('compliance', {});
