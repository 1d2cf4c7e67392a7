import { domain } from '../platform/domain.ts';

export const customers = domain('customers', {});
