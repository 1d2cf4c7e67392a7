import { staffMoved } from '../org/events.ts';
import { on } from '../platform/event.ts';
import { Customer } from './customer.model.ts';
import { placesOf } from './store.ts';

/** Relations, and customers held, go where their manager goes: to where that is now, so that two moves may be told in any order. */
export const onStaffMoved = on(staffMoved, 'customers.onStaffMoved', {
  run: async ({ userid }, { tx }) => {
    const place = (await placesOf([userid], tx))(userid);
    await Customer.updateMany(
      { 'follows.userid': userid },
      { $set: { 'follows.$[own].departmentPath': place } },
      { arrayFilters: [{ 'own.userid': userid }], session: tx },
    );
    for (const fact of ['facts.holder', 'facts.confirmedHolder']) {
      await Customer.updateMany({ [`${fact}.userid`]: userid }, { $set: { [`${fact}.departmentPath`]: place } }, { session: tx });
    }
  },
});
