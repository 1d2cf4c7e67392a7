import type { WaitReason } from '../../shared/bank/constants.ts';

/** A person as matching sees them. */
export interface Candidate { personId: string; bankCustomerNo: string | null }
export type Match =
  | { found: 'byNumber'; personId: string; /** Who has verified the number's phone, though another has the number. */ alsoId: string | null }
  | { found: 'byPhone'; personId: string; phoneIndex: string }
  | { found: 'nobody'; reason: Extract<WaitReason, 'unknownCustomer' | 'phoneShared' | 'numberConflict'> };

interface Known {
  /** Who has the number. */
  owner: Candidate | undefined;
  /** The number's phones, the one heard last first. */
  phones: readonly string[];
  verifiedBy: (phoneIndex: string) => Candidate | undefined;
  isShared: (phoneIndex: string) => boolean;
}

/**
 * Whose bank number this is: who has it; else who has verified one of its phones, has no other number, and shares the phone with no other number.
 * Phones of which nobody knows anything say nothing; of the others the one heard last gives the reason.
 */
export function matchOf({ owner, phones, verifiedBy, isShared }: Known): Match {
  const verified = phones.flatMap((phoneIndex) => {
    const person = verifiedBy(phoneIndex);
    return person ? [{ phoneIndex, person, isFree: person.bankCustomerNo === null, isShared: isShared(phoneIndex) }] : [];
  });
  const fitting = verified.find((each) => each.isFree && !each.isShared && each.person.personId !== owner?.personId);
  if (owner) return { found: 'byNumber', personId: owner.personId, alsoId: fitting?.person.personId ?? null };
  if (fitting) return { found: 'byPhone', personId: fitting.person.personId, phoneIndex: fitting.phoneIndex };
  const [hindered] = verified;
  if (!hindered) return { found: 'nobody', reason: 'unknownCustomer' };
  return { found: 'nobody', reason: hindered.isFree ? 'phoneShared' : 'numberConflict' };
}
