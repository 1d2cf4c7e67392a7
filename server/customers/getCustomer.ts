import type { z } from 'zod';
import { getCustomer as contract } from '../../shared/customers/customer.contract.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { Customer, type CustomerRow } from './customer.model.ts';
import { followScope, withFollowThat } from './followScope.ts';
import { presentCustomers } from './presentCustomers.ts';
import { timelineOf } from './timelineOf.ts';

export const getCustomer = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ id }, { actor }): Promise<z.infer<typeof contract.output>> {
    const row = await Customer.findOne({ _id: id, ...withFollowThat(followScope(actor)) }).lean<CustomerRow>();
    const [customer] = row ? await presentCustomers([row], actor, [getCustomer]) : [];
    if (!row || !customer) throw new AppError('customers.notFound');
    return { ...customer, timeline: await timelineOf(row, customer.follows) };
  },
});
