import { Customer } from './customer.model.ts';

/** Whether profile and relation were read from WeCom at or after this instant: another handler of the same add was first. */
export const isReadSince = async ({ externalUserid, userid }: { externalUserid: string; userid: string }, since: Date): Promise<boolean> =>
  (await Customer.exists({ externalUserid, profileAt: { $gte: since }, follows: { $elemMatch: { userid, readAt: { $gte: since } } } })) !== null;
