import { getPolicyPreview as contract } from '../../shared/attribution/attribution.contract.ts';
import { Customer, type CustomerRow } from '../customers/customer.model.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { Progress } from '../platform/progress.ts';
import { managersOf } from './managersOf.ts';
import { PolicyPreview } from './policyPreview.model.ts';
import { headquartersOnly } from './policyScope.ts';
import { PreviewDifference, type PreviewDifferenceRow } from './previewDifference.model.ts';

export const getPolicyPreview = operation(contract, {
  allow: ['operator', 'admin'],
  async run({ progressId, page, pageSize }, { actor }) {
    headquartersOnly(actor);
    const [preview, progress] = await Promise.all([PolicyPreview.findById(progressId).lean(), Progress.findById(progressId).lean()]);
    if (!preview || !progress) throw new AppError('attribution.previewNotFound');
    const total = await PreviewDifference.countDocuments({ progressId });
    const rows = await PreviewDifference.find({ progressId }).sort({ _id: 1 }).skip((page - 1) * pageSize).limit(pageSize).lean<PreviewDifferenceRow[]>();
    const managerOf = await managersOf(rows.flatMap(({ now, then }) => [now, then]));
    const customers = await Customer.find({ _id: { $in: rows.map((row) => row.customerId) } }, { name: 1 }).lean<Pick<CustomerRow, '_id' | 'name'>[]>();
    const nameOf = (id: string) => customers.find((each) => each._id === id)?.name ?? '';
    return {
      state: progress.state,
      customers: preview.customers,
      differing: { total, rows: rows.map(({ customerId, now, then, reason }) => ({ customerId, customerName: nameOf(customerId), now: managerOf(now), then: managerOf(then), reason })) },
    };
  },
});
