import { listBenefits as contract } from '../../shared/content/welcome.contract.ts';
import { businessTime } from '../platform/clock.ts';
import { operation } from '../platform/operation.ts';
import { weekOffers } from './weekOffers.ts';

export const listBenefits = operation(contract, {
  allow: 'public',
  async run(_input, { now }) {
    const offers = await weekOffers(now);
    return { today: businessTime(now).day(), rows: offers.map(({ weekday, hours, title, text }) => ({ weekday, hours, title, text })) };
  },
});
