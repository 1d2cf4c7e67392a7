import { listWeekOffers as contract } from '../../shared/content/welcome.contract.ts';
import { operation } from '../platform/operation.ts';
import { weekOffers } from './weekOffers.ts';

export const listWeekOffers = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run(_input, { now }) {
    const offers = await weekOffers(now);
    return { rows: offers.map(({ weekday, hours, title, text }) => ({ weekday, title, description: `${hours}，${text}` })) };
  },
});
