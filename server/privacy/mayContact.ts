import type { OutboundReason } from '../../shared/outreach/constants.ts';
import type { Tx } from '../platform/mongo.ts';
import { decisionsOf } from './decisions.ts';

export interface Contacting { customerId: string; purpose: 'service' | 'marketing' }

/** Why this customer may not be contacted now; null = may. Service messages need no consent (PIPL art. 13); marketing goes to who has agreed and not withdrawn. */
export async function mayContact({ customerId, purpose }: Contacting, tx: Tx): Promise<OutboundReason | null> {
  if (purpose === 'service') return null;
  const decision = (await decisionsOf(customerId, tx)).get('marketing');
  if (!decision) return 'noConsent';
  return decision.granted ? null : 'consentWithdrawn';
}
