import type { OutboundReason } from '../../shared/outreach/constants.ts';
import type { Tx } from '../platform/mongo.ts';

export interface Contacting { customerId: string; purpose: 'service' | 'marketing' }

/** Why this customer may not be contacted now; null = may. Service messages need no consent (PIPL); nobody has agreed to marketing yet. */
export async function mayContact({ purpose }: Contacting, _tx: Tx): Promise<OutboundReason | null> {
  return purpose === 'service' ? null : 'consentWithdrawn';
}
