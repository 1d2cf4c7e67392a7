import { getCode as contract } from '../../shared/channels/channelCode.contract.ts';
import { operation } from '../platform/operation.ts';
import { findVisibleCode } from './findVisibleCode.ts';
import { presentCode } from './presentCodes.ts';

export const getCode = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  run: async ({ id }, { actor, now }) => presentCode(await findVisibleCode(id, actor), actor, now),
});
