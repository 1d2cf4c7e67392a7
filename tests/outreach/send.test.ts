import { Stop } from '../../server/compliance/stop.model.ts';
import { Outbound } from '../../server/outreach/outbound.model.ts';
import { send, sendMany, type WelcomeRequest } from '../../server/outreach/send.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { aTree } from '../support/builders.ts';
import { useServer } from '../support/harness.ts';

useServer();
beforeAll(aTree);
beforeEach(() => Promise.all([Stop.deleteMany({}), Owed.deleteMany({}), Outbound.deleteMany({})]));

let count = 0;
function asked(change: Partial<WelcomeRequest> = {}): WelcomeRequest {
  count += 1;
  return {
    purpose: 'service', channel: 'welcome', audience: { customerId: `c${count}`, externalUserid: `wm${count}`, userid: 'u_amy' }, contentVersionId: 'welcome-brief-1',
    values: { customerName: '小林', staffName: '陈安琪', branchName: '外滩支行', weekOffers: '', greeting: '早上好', privacyLink: '' },
    senderId: 'u_amy', senderPath: '/1/2/21/', businessKey: `welcome:send${count}`, welcomeCode: `wc${count}`, receivedAt: new Date(), ...change,
  };
}
const aStop = (scope: 'content' | 'channel' | 'manager', targetId: string) => Stop.create({ _id: `stop-${scope}`, scope, targetId, reason: '核查', from: new Date(Date.now() - 1_000), until: null });

test.each([['manager', 'u_amy'], ['channel', 'welcome'], ['content', 'welcome-brief']] as const)('a stop of the %s is asked for at the door: refused, recorded, nothing owed', async (scope, targetId) => {
  await aStop(scope, targetId);
  const { outboundId, state, reason } = await inTransaction((tx) => send(asked(), tx));
  expect([state, reason]).toEqual(['refused', 'stopped']);
  expect(await Outbound.findById(outboundId).lean()).toMatchObject({ state: 'refused', reason: 'stopped', welcomeCode: '', attempts: 0, finishedAt: expect.any(Date) });
  expect(await Owed.countDocuments({ job: 'outreach.deliverWelcome' })).toBe(0);
});

test('of requests that come together each is judged by itself, and answered in its place', async () => {
  await aStop('manager', 'u_amy');
  const requests = [asked(), asked({ senderId: 'u_ben' }), asked({ senderId: 'u_ben', purpose: 'marketing' }), asked({ senderId: 'u_ben', contentVersionId: 'welcome-none-1' }), asked({ senderId: 'u_ben' })];
  const answers = await inTransaction((tx) => sendMany(requests, tx));
  expect(answers.map(({ state, reason }) => [state, reason])).toEqual([['refused', 'stopped'], ['queued', null], ['refused', expect.stringMatching(/consent/i)], ['refused', 'contentNotApproved'], ['queued', null]]);
  const owed = await Owed.find({ job: 'outreach.deliverWelcome' }).lean();
  expect(owed.map((row) => row._id).sort()).toEqual([answers[1], answers[4]].map((each) => `outreach.deliverWelcome:${each?.outboundId}`).sort());
});

test('a request whose transaction fails leaves neither record nor work', async () => {
  await expect(inTransaction(async (tx) => {
    await send(asked(), tx);
    throw new Error('stop');
  })).rejects.toThrow('stop');
  expect([await Outbound.countDocuments(), await Owed.countDocuments()]).toEqual([0, 0]);
});
