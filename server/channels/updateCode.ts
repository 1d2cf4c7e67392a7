import { updateCode as contract } from '../../shared/channels/channelCode.contract.ts';
import { AppError } from '../platform/errors.ts';
import { isDuplicateKey } from '../platform/mongo.ts';
import { operation } from '../platform/operation.ts';
import { ChannelCode } from './channelCode.model.ts';
import { changeCode, findOwnedCode } from './changeCode.ts';
import { checkCode } from './checkCode.ts';
import { concernsWecom, isSameCode } from './code.rules.ts';
import { presentCode } from './presentCodes.ts';

export const updateCode = operation(contract, {
  allow: ['supervisor', 'operator', 'admin'],
  async run({ id, edition, ...fields }, { actor, now, tx }) {
    const code = await findOwnedCode(id, actor, tx);
    if (isSameCode(code, fields)) return presentCode(code, actor, now);
    if (code.state === 'syncing') throw new AppError('channels.codeBusy');
    if (code.edition !== edition) throw new AppError('channels.codeChanged');
    const { staffPath } = await checkCode(fields, actor, now, tx);
    if (await ChannelCode.exists({ name: fields.name, _id: { $ne: id } }).session(tx)) throw new AppError('channels.codeNameTaken');
    const isSync = code.state === 'failed' || (code.state === 'active' && concernsWecom(code, fields));
    try {
      const changed = await changeCode(code, { ...fields, staffPath, ...(isSync ? { state: 'syncing', reason: '' } : {}) }, tx);
      return await presentCode(changed, actor, now);
    } catch (error) {
      if (isDuplicateKey(error)) throw new AppError('channels.codeNameTaken');
      throw error;
    }
  },
  audit: ({ id, staff, backupUserid, tagIds, welcomeVersionId }) =>
    ({ subject: `channelCode:${id}`, detail: { staff: staff.map((each) => each.userid), backupUserid, tagIds, welcomeVersionId } }),
});
