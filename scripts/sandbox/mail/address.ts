import { findMember, type Member, type State } from '../state.ts';

const domain = 'jianghai.example';

/** The corp's own mailbox of a member. */
export const bizMail = ({ userid }: Member): string => `${userid}@${domain}`;

/** Whose mailbox an address is; names and domain in any case. */
export function memberAt(state: State, address: string): Member | undefined {
  const at = address.lastIndexOf('@');
  return address.slice(at + 1).toLowerCase() === domain ? findMember(state, address.slice(0, at)) : undefined;
}
