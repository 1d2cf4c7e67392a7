import fc from 'fast-check';
import { roles, type Role } from '../../shared/org/constants.ts';
import { standingOf, stateAfter, type Decider } from '../../server/org/approval.rules.ts';
import type { ApprovalDecision } from '../../server/org/approval.model.ts';

const request = { authorUserid: 'author', departmentPath: '/1/2/21/', neededRoles: ['supervisor', 'compliance'] as Role[], decisions: [] as ApprovalDecision[] };
const decider = (userid: string, own: Role[], departmentPaths = ['/1/2/']): Decider => ({ userid, roles: own, departmentPaths });
const decision = (userid: string, role: Role, approved = true): ApprovalDecision => ({ userid, name: '', role, approved, comment: '', at: new Date(0), onBehalfOf: null });

test.each<[string, Decider, Decider[], ApprovalDecision[], unknown]>([
  ['a needed role of the subtree', decider('a', ['supervisor']), [], [], { role: 'supervisor', onBehalfOf: null }],
  ['the author, whatever they are', decider('author', ['supervisor', 'admin']), [], [], 'ownApproval'],
  ['the author as a deputy', decider('author', ['supervisor']), [decider('b', ['compliance'])], [], 'ownApproval'],
  ['a deputy of the author', decider('a', ['manager']), [decider('author', ['supervisor'])], [], 'notNeeded'],
  ['a deputy of who may', decider('a', ['operator']), [decider('b', ['compliance'])], [], { role: 'compliance', onBehalfOf: 'b' }],
  ['own right before a deputy’s', decider('a', ['compliance']), [decider('b', ['supervisor'])], [], { role: 'compliance', onBehalfOf: null }],
  ['another branch', decider('a', ['supervisor'], ['/1/3/']), [], [], 'notNeeded'],
  ['a department whose number begins alike', decider('a', ['supervisor'], ['/1/2/2/']), [], [], 'notNeeded'],
  ['a role nobody asked for', decider('a', ['operator', 'admin']), [], [], 'notNeeded'],
  ['a role that has decided', decider('a', ['supervisor']), [], [decision('b', 'supervisor')], 'notNeeded'],
  ['who has decided once, in a second role', decider('a', ['supervisor', 'compliance']), [], [decision('a', 'supervisor')], 'notNeeded'],
])('%s', (_case, self, others, decisions, expected) => {
  expect(standingOf({ ...request, decisions }, self, others)).toEqual(expected);
});

test('nobody ever decides their own request, and one person never two roles', () => {
  const anyRoles = fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 5 });
  const anyone = fc.record({ userid: fc.constantFrom('author', 'a', 'b', 'c'), roles: anyRoles, departmentPaths: fc.constant(['/1/']) });
  fc.assert(fc.property(anyone, fc.array(anyone, { maxLength: 3 }), anyRoles, (self, others, neededRoles) => {
    const standing = standingOf({ ...request, neededRoles }, self, others);
    if (typeof standing === 'string') return;
    expect(self.userid).not.toBe('author');
    expect(standing.onBehalfOf).not.toBe('author');
    expect(neededRoles).toContain(standing.role);
    expect(standingOf({ ...request, neededRoles, decisions: [decision(self.userid, standing.role)] }, self, others)).toBe('notNeeded');
  }));
});

test.each([
  [[], 'pending'], [[decision('a', 'supervisor')], 'pending'], [[decision('a', 'supervisor'), decision('b', 'compliance')], 'approved'],
  [[decision('a', 'supervisor', false)], 'refused'], [[decision('a', 'supervisor'), decision('b', 'compliance', false)], 'refused'],
])('after %j it is %s', (decisions, state) => {
  expect(stateAfter({ neededRoles: request.neededRoles, decisions })).toBe(state);
});
