import { domain } from '../platform/domain.ts';
import { checkConnections } from './checkConnections.ts';
import { getHealth } from './getHealth.ts';
import { getProgress } from './getProgress.ts';
import { getToday } from './getToday.ts';
import { queueBoard } from './queueBoard.ts';
import { retryWork } from './retryWork.ts';
import { sendTestNotice } from './sendTestNotice.ts';

export const system = domain('system', {
  operations: [getToday, getProgress, getHealth, retryWork, checkConnections, sendTestNotice],
  routes: queueBoard,
});
