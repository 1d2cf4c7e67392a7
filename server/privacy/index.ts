import { domain } from '../platform/domain.ts';

export const privacy = domain('privacy', {});
