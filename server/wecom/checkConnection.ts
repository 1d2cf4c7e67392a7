import { checkConnection as contract } from '../../shared/wecom/callback.contract.ts';
import { monotonicMs } from '../platform/clock.ts';
import { config } from '../platform/config.ts';
import { operation } from '../platform/operation.ts';
import { adviceOn } from './connection.rules.ts';
import { getFollowUserList } from './contacts.ts';
import { listDepartments } from './directory.ts';
import { wecomHost } from './hosts.ts';
import { fetchToken } from './token.ts';

interface Check { name: string; ok: boolean; detail: string; action: string }

export const checkConnection = operation(contract, {
  allow: ['admin'],
  async prepare() {
    const token = await check('访问凭证', async () => {
      await fetchToken(wecomHost, monotonicMs() + config.WECOM_TIMEOUT_MS);
      return '已取得';
    });
    const reads = token.ok ? await Promise.all([
      check('客户联系', async () => `${(await getFollowUserList()).length} 名员工可以添加客户`),
      check('通讯录', async () => `可见 ${(await listDepartments()).length} 个部门`),
    ]) : [unchecked('客户联系'), unchecked('通讯录')];
    return [token, ...reads];
  },
  run: async (_, { prepared }) => ({ checks: prepared }),
});

const unchecked = (name: string): Check => ({ name, ok: false, detail: '未检查', action: '先解决访问凭证的问题' });

async function check(name: string, work: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await work(), action: '' };
  } catch (error) {
    return { name, ok: false, ...adviceOn(error) };
  }
}
