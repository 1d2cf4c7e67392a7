import type { z } from 'zod';
import { getCustomer as contract } from '../../shared/customers/customer.contract.ts';
import { AppError } from '../platform/errors.ts';
import { operation } from '../platform/operation.ts';
import { identitiesOf } from './identitiesOf.ts';
import { mergesOf } from './mergesOf.ts';
import { visiblePerson } from './person.ts';
import { presentCustomers } from './presentCustomers.ts';
import { timelineOf } from './timelineOf.ts';
import { unmerge } from './unmerge.ts';

export const getCustomer = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run({ id }, { actor }): Promise<z.infer<typeof contract.output>> {
    const person = await visiblePerson(id, actor);
    const [customer] = await presentCustomers([person], actor, [getCustomer]);
    if (!customer) throw new AppError('customers.notFound');
    const [timeline, merges] = await Promise.all([timelineOf(person, customer.follows), mergesOf(person, actor, [unmerge])]);
    return { ...customer, timeline, identities: identitiesOf(person, customer.follows), merges };
  },
});
