import { disableCode as contract } from '../../shared/channels/channelCode.contract.ts';
import { operation } from '../platform/operation.ts';
import { changeCode, findOwnedCode } from './changeCode.ts';
import { presentCode } from './presentCodes.ts';

/** The contact way stays in WeCom, so that a print of it works again once the code is enabled. */
export const disableCode = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ id }, { actor, now, tx }) {
    const code = await findOwnedCode(id, actor, tx);
    if (code.state === 'disabled') return presentCode(code, actor, now);
    const changed = await changeCode(code, { state: 'disabled', reason: '', disabledSpans: [...code.disabledSpans, { from: now, until: null }] }, tx);
    return presentCode(changed, actor, now);
  },
  audit: ({ id }) => ({ subject: `channelCode:${id}` }),
});
