import { config } from '../platform/config.ts';
import { cleanName, greetingAt, remainingOffers, type Values } from './content.rules.ts';
import type { weekOffers } from './weekOffers.ts';

export interface WelcomePersons { customerName: string; staffName: string; branchName: string }

/** Everything that may stand in a welcome: names, the time of day, the week's approved offers and our own address. No free text. */
export const welcomeValues = ({ customerName, staffName, branchName }: WelcomePersons, offers: Awaited<ReturnType<typeof weekOffers>>, at: Date): Values => ({
  customerName: cleanName(customerName) || '您',
  staffName: cleanName(staffName),
  branchName: cleanName(branchName),
  weekOffers: remainingOffers(offers, at),
  greeting: greetingAt(at),
  privacyLink: `${config.PUBLIC_URL}/privacy`,
});
