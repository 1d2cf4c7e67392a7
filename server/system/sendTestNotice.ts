import { sendTestNotice as contract } from '../../shared/system/system.contract.ts';
import { availableChannels, tellStaff } from '../org/tellStaff.ts';
import { staffOnly } from '../platform/actor.ts';
import { newId } from '../platform/chance.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { sayReason } from '../platform/worker.ts';

const text = '这是一条测试通知，收到就说明通知渠道已经接通。';

export const sendTestNotice = operation(contract, {
  allow: ['admin'],
  async prepare({ by }, { actor, now }) {
    if (!availableChannels().includes(by)) throw new AppError(by === 'mail' ? 'platform.mailNotConfigured' : 'platform.smsNotConfigured');
    const message = { userid: staffOnly(actor).id, messageId: `test-${newId()}`, subject: '测试通知', text, askedAt: now };
    return tellStaff(by, message, { now, attempt: 1 }).then(() => '', (error: Error) => sayReason(error instanceof AppError ? error.code : error.message));
  },
  run: async (_, { prepared: reason }) => ({ sent: reason === '', reason }),
  audit: ({ by }, { sent }) => ({ subject: 'connections', detail: { by, sent } }),
});
