import { isDeepStrictEqual } from 'node:util';
import type { CodeState } from '../../shared/channels/constants.ts';
import type { ChannelCodeRow } from './channelCode.model.ts';

/** In which states each of a code's operations makes sense. */
const statesOf: Readonly<Record<string, readonly CodeState[]>> = {
  'channels.updateCode': ['active', 'disabled', 'failed'],
  'channels.disableCode': ['syncing', 'active', 'failed'],
  'channels.enableCode': ['disabled'],
  'channels.retryCode': ['failed'],
  'channels.getCodeFigures': ['syncing', 'active', 'disabled', 'failed'],
};
export const codeOperations: readonly string[] = Object.keys(statesOf);
export const allowedByState = (operation: string, state: CodeState): boolean => statesOf[operation]?.includes(state) ?? false;

type Editable = Pick<ChannelCodeRow, 'name' | 'staff' | 'backupUserid' | 'tagIds' | 'welcomeVersionId' | 'remarkPrefix'>;
const editable = ({ name, staff, backupUserid, tagIds, welcomeVersionId, remarkPrefix }: Editable): Editable => ({ name, staff, backupUserid, tagIds, welcomeVersionId, remarkPrefix });
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export const isSameCode = (a: Editable, b: Editable): boolean => isDeepStrictEqual(plain(editable(a)), plain(editable(b)));

/** WeCom holds the name and to whom the code leads; the rest is ours alone. */
export const concernsWecom = (a: Editable, b: Editable): boolean =>
  !isDeepStrictEqual(plain([a.name, a.staff, a.backupUserid]), plain([b.name, b.staff, b.backupUserid]));

/** The deepest department that holds all of these, `/1/2/` for `/1/2/21/` and `/1/2/22/`. */
export function commonPath(paths: readonly string[]): string {
  const [first = '/1/', ...others] = paths;
  const ids = first.split('/').filter(Boolean);
  for (let length = ids.length; length > 1; length -= 1) {
    const path = `/${ids.slice(0, length).join('/')}/`;
    if (others.every((other) => other.startsWith(path))) return path;
  }
  return '/1/';
}

type Spans = ChannelCodeRow['disabledSpans'];

/** Callbacks tell time in whole seconds. */
const second = (at: Date): number => Math.floor(at.getTime() / 1_000);

export const wasDisabledAt = (spans: Spans, at: Date): boolean =>
  spans.some(({ from, until }) => second(from) <= second(at) && (until === null || second(at) < second(until)));

export const closeSpans = (spans: Spans, at: Date): Spans => spans.map((span) => (span.until === null ? { from: span.from, until: at } : span));

/** WeCom: a customer's remark has at most 20 characters, contract 4.1. */
const remarkLength = 20;
export const remarkFor = (prefix: string, nickname: string): string => [...`${prefix}${nickname}`].slice(0, remarkLength).join('');

const refusals: Readonly<Record<number, string>> = {
  40001: '应用密钥不正确，请到「连接与健康」检查',
  40003: '所选员工中有人不在企业微信通讯录中',
  41044: '企业微信里已找不到这个联系方式',
  41045: '企业的「联系我」数量已达上限',
  41054: '所选员工中有人未激活企业微信或未实名',
  45009: '企业微信接口调用过于频繁，请稍后重新同步',
  48002: '应用没有「客户联系」接口权限',
  60011: '应用无权管理所选员工，请检查可见范围',
  60020: '服务器地址不在企业微信的可信 IP 中',
  60111: '所选员工中有人不在企业微信通讯录中',
  84074: '所选员工中有人没有「客户联系」权限',
  84083: '所选员工中有人没有「客户联系」权限',
  701008: '所选员工没有有效的互通账号',
};

/** What staff read when WeCom has refused a code. */
export const refusalWords = (errcode: number): string => refusals[errcode] ?? `企业微信没有接受（错误码 ${errcode}）`;
export const unreachableWords = '多次连不上企业微信，请稍后重新同步';
