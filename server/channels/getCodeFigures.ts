import { getCodeFigures as contract } from '../../shared/channels/channelCode.contract.ts';
import { findStaff } from '../org/findStaff.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { ChannelAdd } from './channelAdd.model.ts';
import { seesWholeCode } from './codeScope.ts';
import { daysOf, figuresOf, maxDays, type CountedDay } from './figures.rules.ts';
import { findVisibleCode } from './findVisibleCode.ts';

export const getCodeFigures = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ id, from, to }, { actor }) {
    const days = daysOf(from, to);
    if (days.length > maxDays) throw new AppError('platform.badInput', { issues: [{ path: 'to', message: `最多查询 ${maxDays} 天` }] });
    const code = await findVisibleCode(id, actor);
    const scope = { codeId: id, ...(seesWholeCode(actor, code) ? {} : { userid: actor.id }) };
    const [added, lost] = await Promise.all([
      ChannelAdd.aggregate<CountedDay>([
        { $match: { ...scope, day: { $gte: from, $lte: to } } },
        { $group: { _id: { day: '$day', userid: '$userid' }, count: { $sum: 1 }, welcomed: { $sum: { $cond: ['$welcomed', 1, 0] } } } },
      ]),
      ChannelAdd.aggregate<CountedDay>([
        { $match: { ...scope, lostDay: { $gte: from, $lte: to } } },
        { $group: { _id: { day: '$lostDay', userid: '$userid' }, count: { $sum: 1 } } },
      ]),
    ]);
    const figures = figuresOf(days, added, lost);
    const names = await findStaff(figures.byStaff.map((each) => each.userid));
    return { ...figures, byStaff: figures.byStaff.map((each) => ({ ...each, name: names.get(each.userid)?.name ?? each.userid })) };
  },
});
