import { z } from 'zod';
import { AppError } from '../../server/platform/errors.ts';
import { event, on, publish, registerHandler } from '../../server/platform/event.ts';
import { EventLog } from '../../server/platform/event.model.ts';
import { job, jobOfMany, registerJob } from '../../server/platform/job.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { owe } from '../../server/platform/owed.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { sweepOwed } from '../../server/platform/scheduler.ts';
import { GiveUp, RetryLater, work } from '../../server/platform/worker.ts';
import { freezeClock, useServer, workOff } from '../support/harness.ts';

const ran: string[] = [];
let failWith: Error | undefined;
const gaveUp: string[] = [];

const Payload = z.object({ text: z.string() });
const note = job('test.note', {
  lane: 'bulk', attempts: 3, payload: Payload,
  async run({ text }) {
    if (failWith) throw failWith;
    ran.push(text);
  },
  async giveUp({ text }, { reason }) { gaveUp.push(`${text}: ${reason}`); },
});
const noteMany = jobOfMany('test.noteMany', {
  lane: 'bulk', many: 10, payload: Payload,
  async runMany(payloads) {
    if (payloads.some(({ text }) => text === 'bad')) throw new Error('one of them is bad');
    ran.push(payloads.map(({ text }) => text).join('+'));
  },
});
const happened = event('test.happened', { payload: Payload, words: () => '发生了' });
const onHappened = on(happened, 'test.onHappened', { run: async ({ text, eventId }) => { ran.push(`${text} of ${eventId}`); } });

registerJob(note);
registerJob(noteMany);
registerJob(onHappened.job);
registerHandler(onHappened);
useServer();
beforeEach(async () => {
  ran.length = 0;
  gaveUp.length = 0;
  failWith = undefined;
  freezeClock('2026-11-22T02:00:00Z');
  await Owed.deleteMany({});
});

const oweNote = (key: string, text = key, dueAt?: Date) => inTransaction((tx) => owe(note, [{ key, payload: { text }, ...(dueAt ? { dueAt } : {}) }], tx));

test('work owed twice under one key is one piece of work, and done once', async () => {
  await oweNote('a');
  await oweNote('a', 'again');
  await workOff();
  await work({ job: 'test.note', ids: ['test.note:a'] });
  expect(ran).toEqual(['a']);
});

test('work owed in a transaction that fails is not owed', async () => {
  await expect(inTransaction(async (tx) => {
    await owe(note, [{ key: 'lost', payload: { text: 'lost' } }], tx);
    throw new Error('stop');
  })).rejects.toThrow('stop');
  expect(await Owed.countDocuments()).toBe(0);
});

test('a fact in a transaction that fails is no fact, and its handlers owe nothing', async () => {
  await expect(inTransaction(async (tx) => {
    await publish(happened, { key: 'undone', payload: { text: 'undone' } }, tx);
    throw new Error('stop');
  })).rejects.toThrow('stop');
  expect([await EventLog.countDocuments({ _id: 'test.happened:undone' }), await Owed.countDocuments()]).toEqual([0, 0]);
});

test('two workers with the same row: one does it', async () => {
  await oweNote('race');
  await Promise.all([1, 2, 3, 4].map(() => work({ job: 'test.note', ids: ['test.note:race'] })));
  expect(ran).toEqual(['race']);
});

test('a failure is tried again later, each time later, then given up where a person can see it', async () => {
  failWith = new Error('down');
  await oweNote('b');
  await workOff();
  const [first] = await Owed.find().lean();
  expect(first).toMatchObject({ state: 'waiting', attempts: 1, dueAt: new Date('2026-11-22T02:00:01Z'), handAt: new Date('2026-11-22T02:00:01Z') });
  freezeClock('2026-11-22T02:00:01Z');
  await workOff();
  expect((await Owed.find().lean())[0]).toMatchObject({ attempts: 2, dueAt: new Date('2026-11-22T02:00:03Z') });
  freezeClock('2026-11-22T02:00:03Z');
  await workOff();
  expect((await Owed.find().lean())[0]).toMatchObject({ state: 'failed', attempts: 3, reason: 'Error: down' });
  expect(gaveUp).toEqual(['b: Error: down']);
});

test('a job may say when to try again, or that trying is useless', async () => {
  failWith = new RetryLater('busy', 60_000);
  await oweNote('later');
  await workOff();
  expect((await Owed.findById('test.note:later').lean())?.dueAt).toEqual(new Date('2026-11-22T02:01:00Z'));
  failWith = new GiveUp('never');
  await oweNote('never');
  await workOff();
  expect(await Owed.findById('test.note:never').lean()).toMatchObject({ state: 'failed', attempts: 1 });
});

test('a job that says at once is tried at once, not after the wait of other failures', async () => {
  failWith = new RetryLater('taken', 0);
  await oweNote('at once');
  await work({ job: 'test.note', ids: ['test.note:at once'] });
  expect(await Owed.findById('test.note:at once').lean()).toMatchObject({ state: 'waiting', attempts: 1, dueAt: new Date('2026-11-22T02:00:00Z'), handAt: new Date('2026-11-22T02:00:00Z') });
});

test('a refusal is stored by its code, not by its words', async () => {
  failWith = new AppError('platform.conflict');
  await oweNote('code');
  await workOff();
  expect((await Owed.find().lean())[0]?.reason).toBe('platform.conflict');
});

test('many rows run together; when one is bad, the others are done alone', async () => {
  await inTransaction((tx) => owe(noteMany, ['x', 'bad', 'y'].map((text) => ({ key: text, payload: { text } })), tx));
  await work({ job: 'test.noteMany', ids: ['x', 'bad', 'y'].map((key) => `test.noteMany:${key}`) });
  expect(ran).toEqual(['x', 'y']);
  expect(await Owed.find({ state: 'waiting' }).lean()).toMatchObject([{ _id: 'test.noteMany:bad', attempts: 1 }]);
});

test('the sweep hands over what is due and what was lost, not what is still to come or just handed over', async () => {
  await oweNote('now');
  await oweNote('tomorrow', 'tomorrow', new Date('2026-11-23T02:00:00Z'));
  expect(await sweepOwed()).toBe(0);
  freezeClock('2026-11-22T02:00:31Z');
  expect(await sweepOwed()).toBe(1);
  expect(await sweepOwed()).toBe(0);
  freezeClock('2026-11-23T02:00:00Z');
  expect(await sweepOwed()).toBe(2);
});

test('a fact published twice under one key is one fact, and its handler runs once', async () => {
  for (let time = 0; time < 2; time += 1) await inTransaction((tx) => publish(happened, { key: 'k1', payload: { text: 'it' } }, tx));
  await workOff();
  expect(ran).toEqual(['it of test.happened:k1']);
  expect(await EventLog.countDocuments({ name: 'test.happened' })).toBe(1);
});

test('a fact told again when its handler has long ended, and its row is swept away, asks no work', async () => {
  const tell = () => inTransaction((tx) => publish(happened, { key: 'k2', payload: { text: 'once' } }, tx));
  await tell();
  await workOff();
  await Owed.deleteMany({}); // as after thirty days
  await tell();
  expect([await Owed.countDocuments(), ran]).toEqual([0, ['once of test.happened:k2']]);
});
