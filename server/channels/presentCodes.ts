import type { z } from 'zod';
import type { Code } from '../../shared/channels/channelCode.contract.ts';
import { ContentVersion, type ContentVersionRow } from '../content/contentVersion.model.ts';
import { tagNames } from '../customers/findTags.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import type { Actor } from '../platform/actor.ts';
import { businessDay } from '../platform/clock.ts';
import { allOperations } from '../platform/domain.ts';
import { permitted } from '../platform/operation.ts';
import type { ChannelCodeRow } from './channelCode.model.ts';
import { ownsCode, seesWholeCode } from './codeScope.ts';
import { findContactWays } from './contactWays.ts';
import { countAdds } from './counts.ts';
import { onDuty } from './duty.rules.ts';
import { allowedByState, codeOperations } from './code.rules.ts';

/** Codes as pages show them. Who sees a code only because it leads to them sees their own numbers. */
export async function presentCodes(rows: ChannelCodeRow[], actor: Actor, now: Date): Promise<z.infer<typeof Code>[]> {
  const ids = rows.map((row) => row._id);
  const [ways, staff, tags, titles, today, ever] = await Promise.all([
    findContactWays('code', ids),
    findStaff(rows.flatMap((row) => [...row.staff.map((each) => each.userid), row.backupUserid])),
    tagNames(rows.flatMap((row) => row.tagIds)),
    welcomeTitles(rows.map((row) => row.welcomeVersionId)),
    countAdds(ids, businessDay(now)),
    countAdds(ids),
  ]);
  const departments = await departmentNames([...rows.map((row) => row.departmentPath), ...[...staff.values()].map((each) => each.departmentPath)]);
  const nameOf = (userid: string): string => staff.get(userid)?.name ?? userid;
  const operations = allOperations().filter((each) => codeOperations.includes(each.contract.name));
  return rows.map((row) => {
    const whole = seesWholeCode(actor, row);
    const addsToday = today.get(row._id) ?? new Map<string, number>();
    const duty = new Set(onDuty(row.staff, now, addsToday));
    const sum = (adds: ReadonlyMap<string, number>): number => (whole ? [...adds.values()].reduce((total, count) => total + count, 0) : adds.get(actor.id) ?? 0);
    return {
      id: row._id, name: row.name, state: row.state, reason: row.reason, qrCodeUrl: ways(row._id)?.qrCode ?? '',
      staff: row.staff.map((each) => ({
        ...each, name: nameOf(each.userid), departmentName: departments.get(staff.get(each.userid)?.departmentPath ?? '') ?? '',
        addedToday: whole || each.userid === actor.id ? addsToday.get(each.userid) ?? 0 : 0, onDuty: duty.has(each.userid),
      })),
      backup: { userid: row.backupUserid, name: nameOf(row.backupUserid) },
      tags: row.tagIds.map((id) => ({ id, name: tags.get(id) ?? '已删除的标签' })),
      welcome: { versionId: row.welcomeVersionId, title: titles.get(row.welcomeVersionId) ?? '' },
      remarkPrefix: row.remarkPrefix, departmentName: departments.get(row.departmentPath) ?? '',
      createdByName: row.createdByName, createdAt: row.createdAt.toISOString(), edition: row.edition,
      addedToday: sum(addsToday), addedTotal: sum(ever.get(row._id) ?? new Map()),
      can: permitted(actor, operations, (name) => allowedByState(name, row.state) && (ownsCode(actor, row) || name === 'channels.getCodeFigures')),
    };
  });
}

export async function presentCode(row: ChannelCodeRow, actor: Actor, now: Date): Promise<z.infer<typeof Code>> {
  const [presented] = await presentCodes([row], actor, now);
  if (!presented) throw new Error('presentCodes lost a row');
  return presented;
}

async function welcomeTitles(ids: string[]): Promise<Map<string, string>> {
  const rows = await ContentVersion.find({ _id: { $in: [...new Set(ids)] } }, { title: 1 }).lean<Pick<ContentVersionRow, '_id' | 'title'>[]>();
  return new Map(rows.map((row) => [row._id, row.title]));
}
