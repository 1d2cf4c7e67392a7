import { enableCode as contract } from '../../shared/channels/channelCode.contract.ts';
import { operation } from '../platform/operation.ts';
import { changeCode, findOwnedCode } from './changeCode.ts';
import { closeSpans } from './code.rules.ts';
import { presentCode } from './presentCodes.ts';

export const enableCode = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ id }, { actor, now, tx }) {
    const code = await findOwnedCode(id, actor, tx);
    if (code.state !== 'disabled') return presentCode(code, actor, now);
    const changed = await changeCode(code, { state: 'syncing', disabledSpans: closeSpans(code.disabledSpans, now) }, tx);
    return presentCode(changed, actor, now);
  },
  audit: ({ id }) => ({ subject: `channelCode:${id}` }),
});
