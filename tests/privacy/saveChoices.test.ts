import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { Consent } from '../../server/privacy/consent.model.ts';
import { mayContact } from '../../server/privacy/mayContact.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { post, useServer } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';

useServer();
beforeAll(aTree);
const save = (choices: unknown, bearer?: string, noticeVersion = 2) => post('privacy.saveChoices', { noticeVersion, choices }, bearer ? { bearer } : {});
const marketing = (granted: boolean) => [{ purpose: 'marketing', granted }];
const may = (customerId: string, purpose: 'service' | 'marketing' = 'marketing') => inTransaction((tx) => mayContact({ customerId, purpose }, tx));

test('each purpose is decided by itself; marketing may go out from this moment on, and stops with the withdrawal', async () => {
  const { customerId, bearer } = await aMember();
  expect(await may(customerId)).toBe('noConsent');
  const { status, body } = await save([...marketing(true), { purpose: 'analytics', granted: false }], bearer);
  expect(status).toBe(200);
  expect(body.choices.map((each: { purpose: string; granted: boolean | null }) => [each.purpose, each.granted])).toEqual([['marketing', true], ['personalization', null], ['analytics', false]]);
  expect(body.noticeReadAt).not.toBeNull();
  expect(await may(customerId)).toBeNull();
  await save(marketing(false), bearer);
  expect(await may(customerId)).toBe('consentWithdrawn');
  expect(await may(customerId, 'service')).toBeNull();
});

test('wording and notice are kept with every decision, and the timeline tells of it', async () => {
  const { customerId, bearer } = await aMember();
  await save(marketing(true), bearer);
  await save(marketing(false), bearer);
  expect(await Consent.find({ customerId }).sort({ at: 1 }).lean()).toMatchObject([
    { purpose: 'marketing', granted: true, noticeVersion: 2, wordingVersion: 1 }, { purpose: 'marketing', granted: false, noticeVersion: 2 },
  ]);
  expect(await EventLog.countDocuments({ name: 'privacy.consentChanged', 'subject.customerId': customerId })).toBe(2);
  expect(await AuditLog.countDocuments({ operation: 'privacy.saveChoices', actorId: customerId })).toBe(2);
});

test('saved twice, or twice at once, it is one decision', async () => {
  const { customerId, bearer } = await aMember();
  await Promise.all([1, 2, 3, 4].map(() => save(marketing(true), bearer)));
  await save(marketing(true), bearer);
  expect(await Consent.countDocuments({ customerId })).toBe(1);
});

test('nothing chosen: the notice counts as read, nothing as agreed', async () => {
  const { customerId, bearer } = await aMember();
  expect((await save([], bearer)).body).toMatchObject({ noticeReadAt: expect.any(String) });
  expect(await may(customerId)).toBe('noConsent');
});

test('another version of the notice: read it first', async () => {
  const { bearer } = await aMember();
  expect(await save(marketing(true), bearer, 1)).toMatchObject({ status: 409, body: { code: 'privacy.noticeChanged' } });
});

test('nobody signed in: 401; staff, whatever their role: 403', async () => {
  expect(await save(marketing(true))).toMatchObject({ status: 401 });
  const { token } = await aSignedIn({ roles: ['admin', 'operator'] });
  expect(await post('privacy.saveChoices', { noticeVersion: 2, choices: [] }, { token })).toMatchObject({ status: 403 });
});

test.each([
  [[{ purpose: 'sale', granted: true }], 'choices.0.purpose'], [[{ purpose: 'marketing', granted: 'yes' }], 'choices.0.granted'],
  [[...marketing(true), ...marketing(false)], 'choices'], [[{ purpose: 'marketing', granted: true, customerId: 'c2' }], 'choices.0.customerId'], [{ $gt: '' }, 'choices'],
])('bad input %j names the field', async (choices, path) => {
  const { bearer } = await aMember();
  const answer = await save(choices, bearer);
  expect(answer.status).toBe(400);
  expect(answer.body.issues.map((issue: { path: string }) => issue.path).some((each: string) => each.startsWith(path))).toBe(true);
});
