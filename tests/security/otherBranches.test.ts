import { roles, type Role } from '../../shared/org/constants.ts';
import { domains } from '../../server/domains.ts';
import type { AnyOperation } from '../../server/platform/operation.ts';
import { redis } from '../../server/platform/redis.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { leavesOf, nameOf, sampleInput, withValue, type Input, type Path } from '../support/contractInputs.ts';
import { post, useServer } from '../support/harness.ts';
import { belongingsOf, storedOf, type Belongings, type ThingKind } from '../support/otherBranch.ts';
import { tell } from '../support/rounds.ts';

/** Generated from the contracts: every operation with an id, every role, the ids of another branch and, for a manager, of a colleague. */
useServer();

/** What an id names, by `operation field` or field alone. `shared`: the whole bank has it, or it names nothing that is anybody's. */
const kinds: [which: RegExp, kind: ThingKind | 'shared'][] = [
  [/(^|[ .])(userid|userids|\w+Userid|\w+Userids)$/, 'staff'],
  [/(^|[ .])departmentId$/, 'department'],
  [/(^|[ .])customerId$/, 'customer'],
  [/(^|[ .])progressId$/, 'progress'],
  [/(^|[ .])(tagId|tagIds|versionId|welcomeVersionId)$/, 'shared'],
  [/^channels\.\w*Code\w* id$/, 'code'],
  [/^customers\.getCustomer id$/, 'customer'],
  [/(^|[ .])campaignId$/, 'campaign'],
  [/^channels\.setCampaignEnd id$/, 'campaign'],
  [/^referral\.\w+ (id|ids.*)$/, 'invite'],
  [/^org\.\w+Approval id$/, 'approval'],
  [/^org\.removeDeputy id$/, 'deputy'],
  [/^customers\.unmerge mergeId$/, 'merge'],
  [/^bank\.retireBankKey id$/, 'bankKey'],
  [/^bank\.\w+ fileId$/, 'bankFile'],
  [/^bank\.startUpload mapping\./, 'shared'], // names of columns
  [/^bank\.ingestEvents events\.(eventId|reversesEventId)$/, 'shared'], // of the bank's system, which alone may speak of them
  [/ (challengeId|shareId|via)$/, 'shared'], // of customers, whom no member of staff may speak for
  [/^system\.retryWork id$/, 'shared'], // work of the whole installation, for its administrators
];
/** Where a contract says that the person may: administrators see all progress, a preview names colleagues of the own departments, and a department's campaigns are for all of its people. */
const may = (name: string, role: Role, theirs: Belongings): boolean =>
  (name === 'system.getProgress' && role === 'admin') || (['content.previewWelcome', 'channels.listCampaigns'].includes(name) && theirs.mark === colleagueMark);

const isId = (path: Path): boolean => /(^|[a-z])(id|ids|Id|Ids)$/.test(nameOf(path).split('.').at(-1) ?? '');
const kindOf = (operation: AnyOperation, path: Path) => kinds.find(([which]) => which.test(`${operation.contract.name} ${nameOf(path)}`))?.[1];

const operations: AnyOperation[] = domains.flatMap((each) => each.operations);
const idPathsOf = (operation: AnyOperation): Path[] => leavesOf(sampleInput(operation)).filter(isId);
const withIds = operations.filter((each) => idPathsOf(each).length > 0);

const [otherMark, colleagueMark, ownMark] = ['〔外行〕', '〔同事〕', '〔本人〕'];
const people = new Map<Role, SignedIn>();
let everyone: SignedIn;
let own: Belongings;
let other: Belongings;
let colleague: Belongings;
beforeAll(async () => {
  await aTree();
  everyone = await aSignedIn({ place: 'headquarters', roles: [...roles] });
  for (const role of roles) people.set(role, await aSignedIn({ place: role === 'manager' ? 'bund' : 'east', roles: [role] }));
  const manager = people.get('manager')?.staff;
  if (!manager) throw new Error('manager is a role');
  own = await belongingsOf(manager, ownMark);
  other = await belongingsOf(await aStaff({ place: 'tianhe' }), otherMark);
  colleague = await belongingsOf(await aStaff({ place: 'bund' }), colleagueMark);
});
beforeEach(() => redis().flushdb());

/** Names of the other branch's places would be a leak too. */
const otherPlaces = /华南分行|天河支行/;
const leaks = (body: unknown, theirs: Belongings): boolean => {
  const text = JSON.stringify(body) ?? '';
  return text.includes(theirs.mark) || (theirs === other && otherPlaces.test(text));
};

/** As the contract describes it, with ids of what is really there. */
function rightInput(operation: AnyOperation, of: Belongings): Input {
  return idPathsOf(operation).reduce((input, path) => {
    const kind = kindOf(operation, path);
    if (kind && kind !== 'shared') return withValue(input, path, of.ids[kind]);
    return /[vV]ersionId$/.test(nameOf(path)) ? withValue(input, path, 'welcome-brief-1') : input;
  }, withoutTags(sampleInput(operation)));
}
const withoutTags = (input: Input): Input => ('tagIds' in input ? { ...input, tagIds: [] } : input);

test('every id field says what it names: add it to `kinds`, and the thing to `belongingsOf`', () => {
  expect(withIds.flatMap((each) => idPathsOf(each).filter((path) => !kindOf(each, path)).map((path) => `${each.contract.name} ${nameOf(path)}`))).toEqual([]);
});

const known = withIds.filter((each) => idPathsOf(each).every((path) => kindOf(each, path)));

test.each(known.map((each) => [each.contract.name, each] as const))('%s: ids of others', async (name, operation) => {
  const before = await Promise.all([storedOf(other), storedOf(colleague)]);
  const wrong: string[] = [];
  let asked = 0;
  for (const [role, { token }] of people) {
    for (const theirs of role === 'manager' ? [other, colleague] : [other]) {
      if (may(name, role, theirs)) continue;
      for (const path of idPathsOf(operation)) {
        const kind = kindOf(operation, path);
        if (!kind || kind === 'shared' || (theirs === colleague && kind === 'department')) continue;
        asked += 1;
        const { status, body } = await post(name, withValue(rightInput(operation, own), path, theirs.ids[kind]), { token });
        const refused = [403, 404, 409].includes(status) || (status === 200 && operation.contract.kind === 'read');
        if (!refused || leaks(body, theirs)) wrong.push(`${role}, ${nameOf(path)} of ${theirs.mark}: ${status} ${JSON.stringify(body).slice(0, 300)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(await Promise.all([storedOf(other), storedOf(colleague)])).toEqual(before);
  tell(`other branches ${name}: ${asked} asked, 0 leaks`);
});

const reads = operations.filter((each) => each.contract.kind === 'read' && !each.handling.prepare);
test.each(reads.map((each) => [each.contract.name, each] as const))('%s shows nothing of others by itself', async (name, operation) => {
  const input = idPathsOf(operation).length > 0 && !name.includes('.list') ? rightInput(operation, own) : {};
  for (const [role, { token }] of people) {
    const { status, body } = await post(name, input, { token });
    expect([200, 400, 403, 404]).toContain(status);
    for (const theirs of role === 'manager' ? [other, colleague] : [other]) if (!may(name, role, theirs)) expect({ role, theirs: theirs.mark, leaks: leaks(body, theirs) }).toMatchObject({ leaks: false });
  }
});

/** Not for headquarters either: a person's own request and deputy, a preview's own number; work that is nobody's; codes that were disabled a moment before, and columns that a file does not have. */
const elsewhere = new Set(['org.withdrawApproval', 'org.removeDeputy', 'attribution.getPolicyPreview', 'system.retryWork', 'referral.sendInviteCodes', 'bank.startUpload']);

/** Last, because it changes them: the same inputs are right, and only the scope refuses them. */
test.each(known.filter((each) => each.handling.allow !== 'public' && !(Array.isArray(each.handling.allow) && each.handling.allow.every((role) => role === 'customer' || role === 'bank'))).map((each) => [each.contract.name, each] as const))(
  '%s: headquarters may, so that the ids were right', async (name, operation) => {
    if (elsewhere.has(name)) return;
    const { status, body } = await post(name, rightInput(operation, other), { token: everyone.token });
    expect([200, 409].includes(status) ? [] : [status, body]).toEqual([]);
  },
);
