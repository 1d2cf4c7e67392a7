import type { MergeReason } from '../../shared/customers/constants.ts';
import type { CustomerRow } from './customer.model.ts';

/** What moves from one record to the other in a merge. */
export type Identity = Pick<CustomerRow, 'openids' | 'unionid' | 'phone' | 'phoneVerifiedAt' | 'bankCustomerNo' | 'bankNoPhone' | 'mergedIds'>;
/** A record as far as it says who somebody is: no name, no manager. */
export type Known = Identity & Pick<CustomerRow, '_id' | 'externalUserid' | 'mergedInto' | 'createdAt'>;
/** Two records that a person has taken apart by hand. */
export interface Split { survivorId: string; absorbedId: string }

const idsOf = (known: Known): string[] => [known._id, ...known.mergedIds];
const hasWechat = (known: Known): boolean => known.externalUserid !== null || known.unionid !== null || known.openids.length > 0;

/** Who has an external contact comes first, then who is older. */
const byStanding = (a: Known, b: Known): number =>
  Number(b.externalUserid !== null) - Number(a.externalUserid !== null)
  || a.createdAt.getTime() - b.createdAt.getTime()
  || (a._id < b._id ? -1 : 1);

/** Who signs in: the one with this openid, else the one with this unionid, else somebody new. */
export function personOfSignIn<Row extends Known>({ openid, unionid }: { openid: string; unionid: string | null }, candidates: Row[]): Row | undefined {
  const living = candidates.filter((each) => each.mergedInto === null).sort(byStanding);
  const own = living.find((each) => each.openids.includes(openid));
  return own ?? (unionid === null ? undefined : living.find((each) => each.unionid === unionid));
}

/**
 * Whether two records that share a unionid, a verified phone or a bank number are one person. Two people may have swapped phones: where both are
 * known to WeChat, a phone joins nobody, nor does a bank number, which is found by phone. Two bank numbers are two people.
 */
export function mayJoin(a: Known, b: Known, reason: MergeReason, splits: readonly Split[]): boolean {
  if (a._id === b._id || a.mergedInto !== null || b.mergedInto !== null) return false;
  if (a.externalUserid !== null && b.externalUserid !== null) return false;
  if (a.bankCustomerNo && b.bankCustomerNo && a.bankCustomerNo !== b.bankCustomerNo) return false;
  if (reason !== 'unionid' && hasWechat(a) && hasWechat(b)) return false;
  const [ofA, ofB] = [idsOf(a), idsOf(b)];
  const spans = (one: string, other: string) => ofA.includes(one) && ofB.includes(other);
  return !splits.some(({ survivorId, absorbedId }) => spans(survivorId, absorbedId) || spans(absorbedId, survivorId));
}

export function survivorFirst<Row extends Known>(a: Row, b: Row): [survivor: Row, absorbed: Row] {
  return byStanding(a, b) <= 0 ? [a, b] : [b, a];
}

export const identityOf = ({ openids, unionid, phone, phoneVerifiedAt, mergedIds, ...known }: Identity): Identity =>
  ({ openids, unionid, phone, phoneVerifiedAt, ...bankNoOf(known), mergedIds });

type Numbered = Pick<Identity, 'bankCustomerNo' | 'bankNoPhone'>;
const noNumber: Numbered = { bankCustomerNo: null, bankNoPhone: null };
const bankNoOf = ({ bankCustomerNo, bankNoPhone }: Numbered): Numbered => (bankCustomerNo ? { bankCustomerNo, bankNoPhone } : noNumber);

type Verified = Pick<Identity, 'phone' | 'phoneVerifiedAt'>;
const noPhone: Verified = { phone: null, phoneVerifiedAt: null };
const phoneOf = ({ phone, phoneVerifiedAt }: Verified): Verified => (phone ? { phone, phoneVerifiedAt } : noPhone);
const timeOf = ({ phoneVerifiedAt }: Verified): number => phoneVerifiedAt?.getTime() ?? 0;
/** Of two verified phones the one verified later stays with the person. */
const takesOther = (own: Verified, other: Verified): boolean => other.phone !== null && (own.phone === null || timeOf(other) > timeOf(own));
const isSame = (a: Verified, b: Verified): boolean => a.phone?.index === b.phone?.index && timeOf(a) === timeOf(b);

export function afterMerge(survivor: Identity, absorbed: Identity & { _id: string }): { survivor: Identity; absorbed: Identity } {
  return {
    survivor: {
      openids: [...survivor.openids, ...absorbed.openids],
      unionid: survivor.unionid ?? absorbed.unionid,
      ...phoneOf(takesOther(survivor, absorbed) ? absorbed : survivor),
      ...bankNoOf(survivor.bankCustomerNo ? survivor : absorbed),
      mergedIds: [...survivor.mergedIds, absorbed._id, ...absorbed.mergedIds],
    },
    absorbed: { openids: [], unionid: null, ...noPhone, ...noNumber, mergedIds: absorbed.mergedIds },
  };
}

/** Both records before the merge. */
export interface MergeStates { absorbedId: string; survivorBefore: Identity; absorbedBefore: Identity }

/** A later merge has been decided with this one in it: it must be taken back first. */
export const buildsOn = (later: MergeStates, earlier: MergeStates): boolean =>
  later.survivorBefore.mergedIds.includes(earlier.absorbedId) || later.absorbedBefore.mergedIds.includes(earlier.absorbedId);

/** Whether the number came from the absorbed: it had it before, or the number was found since by the phone that the absorbed had brought. */
function broughtNumber({ survivorBefore, absorbedBefore }: MergeStates, { bankCustomerNo, bankNoPhone }: Numbered): boolean {
  if (!bankCustomerNo || survivorBefore.bankCustomerNo === bankCustomerNo) return false;
  return absorbedBefore.bankCustomerNo === bankCustomerNo || (!!bankNoPhone && absorbedBefore.phone?.index === bankNoPhone);
}

/** The record of the person that would have the bank number if all merges were taken back. */
export function recordOfNumber(person: Numbered & { _id: string }, merges: readonly (MergeStates & { survivorId: string })[]): string {
  const merge = merges.find((each) => each.survivorId === person._id && broughtNumber(each, person));
  return merge ? recordOfNumber({ ...person, _id: merge.absorbedId }, merges) : person._id;
}

/** What is the survivor's own, and what became so since, stays; what came from the absorbed goes back. `taken`: phones that others have verified since. */
export function afterUnmerge(survivor: Identity, merge: MergeStates, taken: ReadonlySet<string>): { survivor: Identity; absorbed: Identity } {
  const { absorbedId, survivorBefore, absorbedBefore } = merge;
  const free = (verified: Verified): Verified => (verified.phone && !taken.has(verified.phone.index) ? phoneOf(verified) : noPhone);
  const isAbsorbeds = takesOther(survivorBefore, absorbedBefore) && (survivor.phone === null || isSame(survivor, absorbedBefore));
  const kept = isAbsorbeds ? free(survivorBefore) : phoneOf(survivor);
  const isAbsorbedsNumber = broughtNumber(merge, survivor);
  const gone = [absorbedId, ...absorbedBefore.mergedIds];
  return {
    survivor: {
      openids: survivor.openids.filter((each) => !absorbedBefore.openids.includes(each)),
      unionid: survivorBefore.unionid === null && survivor.unionid === absorbedBefore.unionid ? null : survivor.unionid,
      ...kept,
      ...(isAbsorbedsNumber ? noNumber : bankNoOf(survivor)),
      mergedIds: survivor.mergedIds.filter((each) => !gone.includes(each)),
    },
    absorbed: {
      ...absorbedBefore,
      ...(isAbsorbedsNumber ? bankNoOf(survivor) : noNumber),
      ...(kept.phone && kept.phone.index === absorbedBefore.phone?.index ? noPhone : free(absorbedBefore)),
    },
  };
}
