import { welcomeValues } from '../../server/content/welcomeValues.ts';
import { weekOffers } from '../../server/content/weekOffers.ts';
import { Outbound } from '../../server/outreach/outbound.model.ts';
import { send } from '../../server/outreach/send.ts';
import { tryWelcomes } from '../../server/outreach/tryWelcomes.ts';
import { setClock, systemTime } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { RetryLater } from '../../server/platform/worker.ts';
import { Media } from '../../server/wecom/media.model.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { paths, useCodeWecom } from '../support/channelsBuilders.ts';
import { useServer, workOff } from '../support/harness.ts';
import { ok, refusal } from '../support/wecomBuilders.ts';

useServer();
const played = useCodeWecom();
beforeAll(async () => {
  await aTree();
  await aStaff({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
});
beforeEach(() => Promise.all([Owed.deleteMany({}), Outbound.deleteMany({})]));

const ago = (ms: number) => new Date(Date.now() - ms);
let count = 0;
/** A welcome that is to go out; `withPicture` has a media. */
async function queued({ receivedAgoMs = 0, withPicture = false } = {}): Promise<string> {
  const n = (count += 1);
  const values = welcomeValues({ customerName: '小林', staffName: '陈安琪', branchName: '外滩支行' }, await weekOffers(new Date()), new Date());
  const { outboundId } = await inTransaction((tx) => send({
    purpose: 'service', channel: 'welcome', audience: { customerId: `c${n}`, externalUserid: `wm${n}`, userid: 'u_amy' }, contentVersionId: withPicture ? 'welcome-standard-1' : 'welcome-brief-1',
    values, senderId: 'u_amy', senderPath: '/1/2/21/', businessKey: `welcome:try${n}`, welcomeCode: `wc${n}`, receivedAt: ago(receivedAgoMs),
  }, tx));
  return outboundId;
}
const stored = (id: string) => Outbound.findById(id).lean();
const welcomes = () => played.wecom.to(paths.welcome);
const uploads = () => played.wecom.to(paths.upload);

test('two processes with the same welcome in hand: one calls WeCom, the other comes back later', async () => {
  for (let round = 1; round <= 5; round += 1) {
    played.wecom.answer(paths.welcome, { ...ok(), afterMs: 100 });
    const id = await queued();
    const tries = await Promise.allSettled([tryWelcomes([id]), tryWelcomes([id])]);
    expect(tries.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(tries.find((each) => each.status === 'rejected')?.reason).toBeInstanceOf(RetryLater);
    expect(welcomes()).toHaveLength(round);
    expect(await stored(id)).toMatchObject({ state: 'sending', attempts: 1 });
  }
});

test('an attempt that may still be answered is waited for: time-out and a second, then tried, its answer counted as lost', async () => {
  const id = await queued();
  const attemptedAt = new Date();
  await Outbound.updateOne({ _id: id }, { state: 'sending', attempts: 1, attemptedAt });
  await workOff();
  expect(welcomes()).toHaveLength(0);
  expect(await stored(id)).toMatchObject({ state: 'sending', attempts: 1 });
  const dueAt = (await Owed.findById(`outreach.deliverWelcome:${id}`).lean())?.dueAt.getTime() ?? 0;
  expect(Math.abs(dueAt - attemptedAt.getTime() - 6_000)).toBeLessThan(50); // 5 s for the call, 1 s for its record
  played.wecom.answer(paths.welcome, refusal(41_051));
  setClock(() => new Date(systemTime().getTime() + 6_100));
  await workOff();
  setClock(systemTime);
  expect(await stored(id)).toMatchObject({ state: 'uncertain', reason: 'answerLost', attempts: 2 });
});

test('the others of its group do not wait for it', async () => {
  const [taken, free] = [await queued(), await queued()];
  await Outbound.updateOne({ _id: taken }, { state: 'sending', attempts: 1, attemptedAt: new Date() });
  await workOff();
  expect(await stored(free)).toMatchObject({ state: 'sent', attempts: 1 });
  expect(await stored(taken)).toMatchObject({ state: 'sending', attempts: 1 });
  expect(welcomes()).toHaveLength(1);
});

test('past the window not even its picture is uploaded', async () => {
  await Media.deleteMany({});
  const id = await queued({ receivedAgoMs: 20_050, withPicture: true });
  await workOff();
  expect(await stored(id)).toMatchObject({ state: 'missed', reason: 'windowPassed', attempts: 0 });
  expect([uploads().length, welcomes().length]).toEqual([0, 0]);
});

test('the window ends while its picture is uploaded: missed, WeCom is not asked to send', async () => {
  await Media.deleteMany({});
  played.wecom.answer(paths.upload, { ...ok({ type: 'image', media_id: 'media_late', created_at: '1' }), afterMs: 1_500 });
  const id = await queued({ receivedAgoMs: 19_000, withPicture: true });
  await workOff();
  expect(await stored(id)).toMatchObject({ state: 'missed', reason: 'windowPassed', attempts: 0 });
  expect([uploads().length, welcomes().length]).toEqual([1, 0]);
});

test('the window ends while an unknown picture is uploaded anew: missed, not sent a second time', async () => {
  await queued({ withPicture: true });
  await workOff();
  const [before, uploaded] = [welcomes().length, uploads().length];
  played.wecom.answer(paths.welcome, refusal(40_007));
  played.wecom.answer(paths.upload, { ...ok({ type: 'image', media_id: 'media_late', created_at: '1' }), afterMs: 1_500 });
  const id = await queued({ receivedAgoMs: 19_000, withPicture: true });
  await workOff();
  expect(await stored(id)).toMatchObject({ state: 'missed', reason: 'windowPassed', attempts: 1 });
  expect([uploads().length - uploaded, welcomes().length - before]).toEqual([1, 1]);
});

test('a row of a group in which another process has another row is not marked as tried', async () => {
  await Media.deleteMany({});
  played.wecom.answer(paths.upload, { ...ok({ type: 'image', media_id: 'm', created_at: '1' }), afterMs: 500 });
  const [mine, theirs] = [await queued({ withPicture: true }), await queued({ withPicture: true })];
  const trying = tryWelcomes([mine, theirs]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await Outbound.updateOne({ _id: theirs }, { state: 'sending', attempts: 1, attemptedAt: new Date() });
  await expect(trying).rejects.toThrow('另一进程正在发送');
  expect(welcomes()).toHaveLength(0);
  expect(await stored(theirs)).toMatchObject({ state: 'sending', attempts: 1 });
  expect(await stored(mine)).toMatchObject({ state: 'queued', attempts: 0, attemptedAt: null });
  expect((await tryWelcomes([mine])).get(mine)?.outcome).toEqual({ state: 'sent', reason: null });
});
