import type { BankFile } from './bankQueries.ts';

/** The lines that were refused, with what is wrong. */
export const refusedLinesUrl = (fileId: string): string => `/bank/files/${encodeURIComponent(fileId)}/errors.csv`;

export const originName = ({ origin }: Pick<BankFile, 'origin'>): string => (origin === 'signed' ? '接口' : '上传');

/** What became of its lines, in the order in which they add up. */
export const countNames = [
  { key: 'received', name: '已读取', formula: '读过的行数，等于后面几项之和' },
  { key: 'applied', name: '生效', formula: '找到客户并生效的行' },
  { key: 'waiting', name: '等待匹配', formula: '已存下，找到客户、客户经理或原事件后自动生效' },
  { key: 'duplicate', name: '重复', formula: '以前收到过、内容相同的行，不再计' },
  { key: 'outdated', name: '过期', formula: '较新的文件已有这些行，没有覆盖' },
  { key: 'refused', name: '拒收', formula: '内容有误的行，可下载后更正重发' },
] as const satisfies readonly { key: keyof BankFile['counts']; name: string; formula: string }[];
