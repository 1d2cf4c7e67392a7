import type { Role } from '../../shared/org/constants.ts';
import type { ApprovalRow } from './approval.model.ts';

/** Someone in whose right a decision can be taken: oneself, or a colleague one stands in for. */
export interface Decider { userid: string; roles: readonly Role[]; departmentPaths: readonly string[] }
/** `forbidden`: the author's own request, by whatever door. */
export type Standing = { role: Role; onBehalfOf: string | null } | 'ownApproval' | 'notNeeded';

const covers = ({ departmentPaths }: Decider, path: string): boolean => departmentPaths.some((own) => path.startsWith(own));

/**
 * In which right a person may decide now: in their own before a colleague's, for the first role that is still needed.
 * Nobody decides what they have asked for, nobody decides for the author, and nobody decides twice.
 */
export function standingOf(approval: Pick<ApprovalRow, 'authorUserid' | 'departmentPath' | 'neededRoles' | 'decisions'>, self: Decider, stoodInFor: readonly Decider[]): Standing {
  if (approval.authorUserid === self.userid) return 'ownApproval';
  if (approval.decisions.some((each) => each.userid === self.userid)) return 'notNeeded';
  const open = approval.neededRoles.filter((role) => !approval.decisions.some((each) => each.role === role));
  for (const decider of [self, ...stoodInFor]) {
    if (decider.userid === approval.authorUserid) continue;
    const role = covers(decider, approval.departmentPath) ? open.find((each) => decider.roles.includes(each)) : undefined;
    if (role) return { role, onBehalfOf: decider.userid === self.userid ? null : decider.userid };
  }
  return 'notNeeded';
}

/** One refusal ends it; it is approved once every needed role has agreed. */
export function stateAfter({ neededRoles, decisions }: Pick<ApprovalRow, 'neededRoles' | 'decisions'>): 'pending' | 'approved' | 'refused' {
  if (decisions.some((each) => !each.approved)) return 'refused';
  return neededRoles.every((role) => decisions.some((each) => each.role === role)) ? 'approved' : 'pending';
}
