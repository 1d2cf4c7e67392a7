import { config } from '../platform/config.ts';
import type { Tx } from '../platform/mongo.ts';
import { cleanName, greetingAt, remainingOffers, type Values } from './content.rules.ts';
import { weekOffers } from './weekOffers.ts';

export interface WelcomePersons { customerName: string; staffName: string; branchName: string; at: Date }

/** Everything that may stand in a welcome: names, the time of day, approved offers and our own address. No free text. */
export async function welcomeValues({ customerName, staffName, branchName, at }: WelcomePersons, tx?: Tx): Promise<Values> {
  return {
    customerName: cleanName(customerName) || '您',
    staffName: cleanName(staffName),
    branchName: cleanName(branchName),
    weekOffers: remainingOffers(await weekOffers(at, tx), at),
    greeting: greetingAt(at),
    privacyLink: `${config.PUBLIC_URL}/privacy`,
  };
}
