import { check, type Check } from '../platform/check.ts';
import { monotonicMs } from '../platform/clock.ts';
import { config } from '../platform/config.ts';
import { callbackCheck } from './callbackCheck.ts';
import { adviceOn, wechatAdviceOn } from './connection.rules.ts';
import { listContactWays } from './contactWays.ts';
import { getFollowUserList } from './contacts.ts';
import { listCorpTags } from './corpTags.ts';
import { listDepartments } from './directory.ts';
import { wechatHost, wecomHost, type Host } from './hosts.ts';
import { signInPageCheck } from './signInPageCheck.ts';
import { fetchToken } from './token.ts';

/** Whether WeCom and WeChat answer, and reach us: each secret and permission tried by a harmless read. */
export async function connectionChecks(): Promise<Check[]> {
  const [corp, callback, signInPage, miniProgram] = await Promise.all([corpChecks(), callbackCheck(), signInPageCheck(), miniProgramCheck()]);
  return [...corp, callback, signInPage, miniProgram];
}

const reads: [name: string, read: () => Promise<string>][] = [
  ['通讯录', async () => `可见 ${(await listDepartments()).length} 个部门`],
  ['客户联系', async () => `${(await getFollowUserList()).length} 名员工可以添加客户`],
  ['企业标签', async () => `${(await listCorpTags()).length} 个标签组`],
  ['联系我', async () => `可以读取，近 90 天新建 ${(await listContactWays()).configIds.length} 个`],
];

async function corpChecks(): Promise<Check[]> {
  const token = await check('访问凭证', () => freshToken(wecomHost), adviceOn);
  const others = token.ok ? await Promise.all(reads.map(([name, read]) => check(name, read, adviceOn))) : reads.map(([name]) => unchecked(name));
  return [token, ...others];
}

const miniProgramCheck = (): Promise<Check> => check('小程序', () => freshToken(wechatHost), wechatAdviceOn);

async function freshToken(host: Host): Promise<string> {
  await fetchToken(host, monotonicMs() + config.WECOM_TIMEOUT_MS);
  return '已取得';
}

const unchecked = (name: string): Check => ({ name, ok: false, detail: '未检查', action: '先解决访问凭证的问题' });
