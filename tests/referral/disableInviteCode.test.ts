import { AuditLog } from '../../server/audit/auditRow.model.ts';
import { ContactWay } from '../../server/channels/contactWay.model.ts';
import { staffLeft } from '../../server/org/events.ts';
import { publish } from '../../server/platform/event.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { InviteCode } from '../../server/referral/inviteCode.model.ts';
import { aStaff } from '../support/builders.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { refusesOthers, useInviteOwner } from '../support/inviteChanges.ts';
import { aCampaign, anInvite } from '../support/referralBuilders.ts';

useServer();
const { owner, aCode } = useInviteOwner();

test('from here on it is refused, and WeCom forgets its contact way; again it changes nothing', async () => {
  const invite = await aCode();
  const first = await post('referral.disableInviteCode', { id: invite._id }, { token: owner.east.token });
  expect(first).toMatchObject({ status: 200, body: { state: 'disabled', can: [] } });
  expect((await post('referral.disableInviteCode', { id: invite._id }, { token: owner.east.token })).body).toEqual(first.body);
  await workOff();
  expect(await ContactWay.findOne({ 'owner.id': invite._id }).lean()).toMatchObject({ state: 'closed', configId: '' });
  expect(await post('referral.peekInvite', { code: invite.code })).toMatchObject({ status: 409, body: { code: 'referral.codeDisabled' } });
  expect(await AuditLog.countDocuments({ subject: `invite:${invite._id}`, operation: 'referral.disableInviteCode' })).toBe(2);
});

test('codes of who has left are disabled by themselves', async () => {
  await aStaff({ userid: 'u_leaver', place: 'bund' });
  const invite = await anInvite('u_leaver', await aCampaign({ from: '2026-01-01', to: '2030-12-31' }));
  await inTransaction((tx) => publish(staffLeft, { key: 'left1', payload: { userid: 'u_leaver' } }, tx));
  await workOff();
  expect(await InviteCode.findById(invite._id).lean()).toMatchObject({ state: 'disabled' });
});

refusesOthers('referral.disableInviteCode', aCode);
