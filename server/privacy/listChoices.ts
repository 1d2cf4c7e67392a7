import { listChoices as contract } from '../../shared/privacy/choices.contract.ts';
import { personIds, visiblePerson } from '../customers/person.ts';
import { operation } from '../platform/operation.ts';
import { Consent, type ConsentRow } from './consent.model.ts';
import { presentDecisions } from './presentChoices.ts';
import { wordingOf } from './purposes.ts';

const longest = 200;

export const listChoices = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ customerId }, { actor }) {
    await visiblePerson(customerId, actor);
    const { ids } = await personIds(customerId);
    const rows = await Consent.find({ customerId: { $in: ids } }).sort({ at: -1, _id: -1 }).limit(longest).lean<ConsentRow[]>();
    return {
      current: await presentDecisions(customerId),
      history: rows.map(({ _id, purpose, granted, noticeVersion, wordingVersion, at }) => (
        { id: _id, purpose, name: wordingOf(purpose).name, granted, noticeVersion, wordingVersion, at: at.toISOString() }
      )),
    };
  },
});
