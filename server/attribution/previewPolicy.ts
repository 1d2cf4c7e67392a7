import { previewPolicy as contract } from '../../shared/attribution/attribution.contract.ts';
import { previewDays } from '../../shared/attribution/constants.ts';
import { sha256 } from '../platform/crypto.ts';
import { operation } from '../platform/operation.ts';
import { owe } from '../platform/owed.ts';
import { expectProgress, startProgress } from '../platform/progress.ts';
import { Holding } from './holding.model.ts';
import { PolicyPreview } from './policyPreview.model.ts';
import { headquartersOnly } from './policyScope.ts';
import { replayPage } from './replayPage.job.ts';

export const previewPolicy = operation(contract, {
  allow: ['operator', 'admin'],
  async run({ rules }, { actor, now, tx }) {
    headquartersOnly(actor);
    const { progressId, started } = await startProgress(`attribution.previewPolicy:${actor.id}:${sha256(JSON.stringify(rules))}`, '试算管户规则', actor, tx);
    if (!started) return { progressId };
    const people = await Holding.countDocuments({ mergedInto: null }).session(tx);
    await expectProgress(progressId, Math.max(people, 1), tx);
    await PolicyPreview.create([{ _id: progressId, rules, from: new Date(now.getTime() - previewDays * 86_400_000), customers: 0, at: now }], { session: tx });
    await owe(replayPage, [{ key: `${progressId}:0`, payload: { progressId, page: 0, after: '' } }], tx);
    return { progressId };
  },
  audit: ({ rules }, { progressId }) => ({ subject: `progress:${progressId}`, detail: { rules } }),
});
