import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import ExcelJS from 'exceljs';
import { inviteStateNames } from '../../shared/referral/constants.ts';
import { campaignsById } from '../channels/campaigns.ts';
import type { Actor } from '../platform/actor.ts';
import { businessTime } from '../platform/clock.ts';
import { logger } from '../platform/logger.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';
import { inviteFilter, type InviteFilter } from './listInviteCodes.ts';
import { presentInvites } from './presentInvites.ts';

const columns = [
  ['客户经理', 12], ['机构', 18], ['活动', 20], ['邀请码', 18], ['状态', 10], ['链接', 44], ['有效期至', 18], ['转发', 8], ['点击', 8], ['扫码', 8], ['兑换', 8], ['添加', 8],
] as const;
const pageSize = 500;
const minute = (at: string | Date): string => businessTime(new Date(at)).format('YYYY-MM-DD HH:mm');

/** A code that ends at midnight is good until 23:59 of the day before. */
const lastMinute = (expiresAt: string): string => minute(new Date(new Date(expiresAt).getTime() - 1));

/** The list as a workbook, with filter and time in it; written page by page, so that 10,000 codes need little memory. */
export async function inviteSheet(filter: InviteFilter, actor: Actor, at: Date): Promise<Readable> {
  const stream = new PassThrough();
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const asked = await inviteFilter(filter, actor, at);
  void write(book, asked, filter, actor, at).catch((error: Error) => {
    logger.warn({ reason: error.name }, '导出中断');
    stream.destroy(error);
  });
  return stream;
}

async function write(book: ExcelJS.stream.xlsx.WorkbookWriter, asked: Awaited<ReturnType<typeof inviteFilter>>, filter: InviteFilter, actor: Actor, at: Date): Promise<void> {
  const sheet = book.addWorksheet('邀请码', { views: [{ state: 'frozen', ySplit: 3 }] });
  sheet.columns = columns.map(([, width]) => ({ width }));
  sheet.addRow([`导出时间 ${minute(at)}`]).commit();
  const campaign = (await campaignsById(filter.campaignId ? [filter.campaignId] : [])).get(filter.campaignId ?? '');
  sheet.addRow([`筛选：${filterWords(filter, campaign?.name ?? '')}`]).commit();
  const head = sheet.addRow(columns.map(([name]) => name));
  head.font = { bold: true };
  head.commit();
  let after: InviteCodeRow | undefined;
  for (;;) {
    const from = after ? { $or: [{ createdAt: { $lt: after.createdAt } }, { createdAt: after.createdAt, _id: { $gt: after._id } }] } : {};
    const rows = await InviteCode.find({ $and: [asked, from] }).sort({ createdAt: -1, _id: 1 }).limit(pageSize).lean<InviteCodeRow[]>();
    for (const row of await presentInvites(rows, actor, at)) {
      const { manager, campaign, code, state, link, expiresAt, figures } = row;
      sheet.addRow([manager.name, manager.departmentName, campaign.name, code, inviteStateNames[state], link, lastMinute(expiresAt), figures.shared, figures.clicked, figures.scanned, figures.redeemed, figures.added]).commit();
    }
    after = rows.at(-1);
    if (rows.length < pageSize) break;
  }
  sheet.commit();
  await book.commit();
}

const filterWords = ({ state, search, userid }: InviteFilter, campaignName: string): string =>
  [campaignName && `活动「${campaignName}」`, state && `状态 ${inviteStateNames[state]}`, search && `搜索「${search}」`, userid && `客户经理 ${userid}`].filter(Boolean).join('，') || '全部';
