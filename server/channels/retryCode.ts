import { retryCode as contract } from '../../shared/channels/channelCode.contract.ts';
import { operation } from '../platform/operation.ts';
import { changeCode, findOwnedCode } from './changeCode.ts';
import { presentCode } from './presentCodes.ts';

export const retryCode = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ id }, { actor, now, tx }) {
    const code = await findOwnedCode(id, actor, tx);
    if (code.state !== 'failed') return presentCode(code, actor, now);
    return presentCode(await changeCode(code, { state: 'syncing', reason: '' }, tx), actor, now);
  },
  audit: ({ id }) => ({ subject: `channelCode:${id}` }),
});
