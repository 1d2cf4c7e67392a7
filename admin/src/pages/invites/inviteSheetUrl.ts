import { inviteStates } from '../../../../shared/referral/constants.ts';
import { oneOf } from '../../lib/useFilters.ts';

/** The workbook of what the list shows. */
export function inviteSheetUrl(campaignId: string | undefined, { search, state }: { search?: string; state?: string }): string {
  const known = oneOf(inviteStates, state);
  const query = new URLSearchParams({ ...(campaignId ? { campaignId } : {}), ...(search ? { search } : {}), ...(known ? { state: known } : {}) }).toString();
  return `/referral/invites.xlsx${query ? `?${query}` : ''}`;
}
