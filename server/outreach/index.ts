import { domain } from '../platform/domain.ts';

export const outreach = domain('outreach', {});
