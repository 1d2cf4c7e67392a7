import { checkConnections as contract } from '../../shared/system/system.contract.ts';
import { availableChannels } from '../org/tellStaff.ts';
import { operation } from '../platform/operation.ts';
import { connectionChecks } from '../wecom/connectionChecks.ts';
import { ownChecks } from './ownChecks.ts';

export const checkConnections = operation(contract, {
  allow: ['admin'],
  prepare: async () => (await Promise.all([ownChecks(), connectionChecks()])).flat(),
  run: async (_, { prepared }) => ({ checks: prepared, channels: availableChannels() }),
});
