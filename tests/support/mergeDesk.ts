import { Customer, type CustomerRow } from '../../server/customers/customer.model.ts';
import { mergePeople } from '../../server/customers/mergePeople.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { post } from './harness.ts';

export const reason = '客户说不是同一个人';
export const unmerge = (input: unknown, token?: string) => post('customers.unmerge', input, token ? { token } : {});
export const merge = (survivor: CustomerRow, absorbed: CustomerRow, by: 'unionid' | 'phone' = 'unionid') => inTransaction((tx) => mergePeople(survivor._id, absorbed._id, by, tx));
export const stored = async (...ids: string[]) => Promise.all(ids.map((id) => Customer.findById(id).lean<CustomerRow>()));
