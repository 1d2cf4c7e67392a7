import { z } from 'zod';
import { findStaff } from '../org/findStaff.ts';
import { job } from '../platform/job.ts';
import type { Tx } from '../platform/mongo.ts';
import { owe } from '../platform/owed.ts';
import { advanceProgress, endProgress, Progress } from '../platform/progress.ts';
import { Holding, type HoldingRow } from './holding.model.ts';
import { byPerson, personsOf } from './persons.ts';
import { policyPreviewer } from './preview.rules.ts';
import { BindingDecision, type DecisionRow } from './bindingDecision.model.ts';
import { PolicyPreview, type PolicyPreviewRow } from './policyPreview.model.ts';
import { PreviewDifference, type PreviewDifferenceRow } from './previewDifference.model.ts';
import { publishedPolicies } from './policies.ts';
import { Touch, type TouchRow } from './touch.model.ts';
import { wordsFor } from './words.rules.ts';

const pageSize = 200;

/** One page of people under the rules that are tried; the next one is owed with it, so that a restart goes on where it was. */
export const replayPage = job('attribution.replayPage', {
  lane: 'bulk',
  payload: z.object({ progressId: z.string(), page: z.int(), after: z.string() }),
  async run({ progressId, page, after }, { now, tx }) {
    const preview = await PolicyPreview.findById(progressId).session(tx).lean<PolicyPreviewRow>();
    if (!preview) return endProgress(progressId, 'failed', '试算已过期', tx);
    const rows = await Holding.find({ mergedInto: null, _id: { $gt: after } }).sort({ _id: 1 }).limit(pageSize).session(tx).lean<HoldingRow[]>();
    const differences = await differencesOf(preview, rows, now, tx);
    if (differences.length > 0) await PreviewDifference.insertMany(differences, { session: tx });
    await PolicyPreview.updateOne({ _id: progressId }, { $inc: { customers: rows.length } }, { session: tx });
    const last = rows.length < pageSize ? undefined : rows.at(-1);
    await advance(progressId, rows.length, last === undefined, tx);
    if (last) await owe(replayPage, [{ key: `${progressId}:${page + 1}`, payload: { progressId, page: page + 1, after: last._id } }], tx);
  },
  giveUp: ({ progressId }, { tx, reason }) => endProgress(progressId, 'failed', reason, tx),
});

/** People come and go while it runs: the bar is full with the last page, and not before. */
async function advance(progressId: string, count: number, isLast: boolean, tx: Tx): Promise<void> {
  const row = await Progress.findById(progressId).session(tx).lean();
  const left = (row?.totalCount ?? 0) - (row?.doneCount ?? 0);
  await advanceProgress(progressId, isLast ? left : Math.min(count, left - 1), tx);
}

async function differencesOf({ _id: progressId, rules, from }: PolicyPreviewRow, rows: HoldingRow[], at: Date, tx: Tx): Promise<PreviewDifferenceRow[]> {
  const persons = await personsOf(rows.map((row) => row._id), tx);
  const ids = [...new Set([...persons.values()].flatMap((person) => person.ids))];
  const touches = await Touch.find({ customerId: { $in: ids } }).session(tx).lean<TouchRow[]>();
  const standing = await BindingDecision.find({ customerId: { $in: ids }, supersededAt: null }).session(tx).lean<DecisionRow[]>();
  const preview = policyPreviewer(await publishedPolicies(tx), rules, from);
  const [touchesOf, standingOf] = [byPerson(touches, persons), byPerson(standing, persons)];
  const found = rows.flatMap(({ _id }) => {
    const difference = preview((touchesOf.get(_id) ?? []).map(({ _id: id, ...touch }) => ({ id, ...touch })), standingOf.get(_id) ?? []);
    return difference ? [{ customerId: _id, ...difference }] : [];
  });
  const staff = await findStaff(found.flatMap(({ holder, manager }) => [holder, manager].flatMap((each) => each ?? [])), tx);
  const nameOf = (userid: string | null) => (userid === null ? '' : staff.get(userid)?.name ?? userid);
  return found.map(({ customerId, now, then, reason, holder, manager }) => (
    { _id: `${progressId}:${customerId}`, progressId, customerId, now, then, reason: wordsFor(reason, { holder: nameOf(holder), manager: nameOf(manager), days: rules.windowDays }), at }
  ));
}
