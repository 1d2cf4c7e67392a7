import { createSandbox, type RunningSandbox } from '../../scripts/sandbox/createSandbox.ts';
import { weekOffers } from '../../server/content/weekOffers.ts';
import { welcomeValues } from '../../server/content/welcomeValues.ts';
import { readContact } from '../../server/customers/readContact.job.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { Outbound } from '../../server/outreach/outbound.model.ts';
import { send } from '../../server/outreach/send.ts';
import { now, setClock, systemTime } from '../../server/platform/clock.ts';
import { config } from '../../server/platform/config.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { owe } from '../../server/platform/owed.ts';
import { Owed } from '../../server/platform/owed.model.ts';
import { redis } from '../../server/platform/redis.ts';
import { work } from '../../server/platform/worker.ts';
import { getExternalContact } from '../../server/wecom/contacts.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { freezeClock, useServer } from '../support/harness.ts';
import { rounds } from '../support/rounds.ts';
import { numbers } from './numbers.ts';

/** WeCom refuses, stalls or loses its answer, as the sandbox is told to; welcomes and readings must come to the right end. */
useServer();
const paths = { welcome: '/cgi-bin/externalcontact/send_welcome_msg', get: '/cgi-bin/externalcontact/get', token: '/cgi-bin/gettoken' } as const;
const before = { base: config.WECOM_API_BASE, timeoutMs: config.WECOM_TIMEOUT_MS };
/** A busy machine is not to be taken for a silent WeCom. */
const patientMs = 15_000;
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await createSandbox({});
  config.WECOM_API_BASE = sandbox.url;
  await aTree();
  await aStaff({ userid: 'u_amy', name: '陈安琪' });
});
afterAll(async () => {
  Object.assign(config, { WECOM_API_BASE: before.base, WECOM_TIMEOUT_MS: before.timeoutMs });
  await sandbox.close();
});
beforeEach(async () => {
  config.WECOM_TIMEOUT_MS = patientMs;
  setClock(systemTime);
  await Promise.all([clearFaults(), Owed.deleteMany({}), redis().flushdb()]);
});

const control = async <T>(path: string, body?: object): Promise<T> => {
  const response = await fetch(`${sandbox.url}/sandbox/${path}`, body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {});
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return await response.json() as T; // the sandbox's own shapes, see CONTROL.md
};
interface LogRow { id: number; direction: string; path: string; errcode: number | null }
const logged = async () => (await control<{ rows: LogRow[] }>('log?limit=1000')).rows;
/** Counts the calls of a path that the sandbox gets from now on. */
async function counter(): Promise<(path: string) => Promise<number>> {
  const last = (await logged())[0]?.id ?? 0;
  return async (path) => (await logged()).filter((row) => row.id > last && row.direction === 'in' && row.path === path).length;
}

interface AWelcome { outboundId: string; externalUserid: string }
async function aWelcome({ msAgo = 0 } = {}): Promise<AWelcome> {
  const { externalUserid } = await control<{ externalUserid: string }>('customers', {});
  const { welcomeCode } = await control<{ welcomeCode: string }>('add', { externalUserid, userid: 'u_amy' });
  const values = welcomeValues({ customerName: '小林', staffName: '陈安琪', branchName: '外滩支行' }, await weekOffers(now()), now());
  const { outboundId } = await inTransaction((tx) => send({
    purpose: 'service', channel: 'welcome', audience: { customerId: externalUserid, externalUserid, userid: 'u_amy' }, contentVersionId: 'welcome-brief-1', values,
    senderId: 'u_amy', senderPath: '/1/2/21/', businessKey: `welcome:${externalUserid}`, welcomeCode, receivedAt: new Date(now().getTime() - msAgo),
  }, tx));
  return { outboundId, externalUserid };
}
const several = async <T>(count: number, make: () => Promise<T>): Promise<T[]> => {
  const made: T[] = [];
  while (made.length < count) made.push(await make());
  return made;
};

/** What is due, worked on together as by several workers. */
async function workTogether(): Promise<void> {
  const rows = await Owed.find({ state: 'waiting', dueAt: { $lte: now() } }, { job: 1 }).lean();
  const welcomes = rows.filter((row) => row.job === 'outreach.deliverWelcome').map((row) => row._id);
  if (welcomes.length > 0) await work({ job: 'outreach.deliverWelcome', ids: welcomes });
  await Promise.all(rows.filter((row) => row.job === readContact.name).map((row) => work({ job: row.job, ids: [row._id] })));
}
const ends = async (welcomes: AWelcome[]) => (await Outbound.find({ _id: { $in: welcomes.map((each) => each.outboundId) } }).lean()).map(({ state, reason }) => `${state} ${reason}`);
async function accepted(welcomes: AWelcome[]): Promise<number> {
  const { rows } = await control<{ rows: { externalUserid: string; acceptedAt: string | null }[] }>('welcomes?since=0');
  return rows.filter((row) => row.acceptedAt && welcomes.some((each) => each.externalUserid === row.externalUserid)).length;
}

const expireToken = () => control('clock', { advanceMs: 7_200_000 }); // WeCom: 7 200 s, contract 1.1; the sandbox answers 42001 by itself
const waves = { size: Math.min(10, numbers.wecomAnswers), count: Math.ceil(numbers.wecomAnswers / 10) };
const inWaves = (title: string, play: (size: number) => Promise<string | void>) => rounds(`${title}, ${waves.size} at once`, waves.count, () => play(waves.size));
const clearFaults = () => fetch(`${sandbox.url}/sandbox/faults`, { method: 'DELETE' });
const fault = (path: string, given: object, times: number) => control('faults', { path, times, ...given });

const timeOut = 'a time-out';
/** What comes once, how the welcome ends, and how often WeCom is asked for each; `lost`: the call took effect, its answer is gone. */
const once: [name: string, given: object, end: RegExp, calls: number][] = [
  ['-1', { errcode: -1 }, /^sent null$/, 2],
  ['45033', { errcode: 45_033 }, /^sent null$/, 2],
  ['5xx', { httpStatus: 502 }, /^sent null$/, 2],
  ['a slow answer', { latencyMs: 300 }, /^sent null$/, 1],
  ['a reset', { reset: true }, /^uncertain answerLost$/, 2],
  ['broken JSON', { brokenJson: true }, /^uncertain answerLost$/, 2],
  [timeOut, { latencyMs: 1_500 }, /^(sent null|uncertain answerLost)$/, 2],
];

test.each(once)('welcome, %s once: tried again inside the window, accepted exactly once, never a false end', async (name, given, end, calls) => {
  if (name === timeOut) config.WECOM_TIMEOUT_MS = 1_000;
  await inWaves(`welcome ${name}`, async (size) => {
    const welcomes = await several(size, () => aWelcome());
    const count = await counter();
    await fault(paths.welcome, given, size);
    await workTogether();
    const seen = await ends(welcomes);
    expect(seen.filter((each) => !end.test(each))).toEqual([]);
    expect(seen).toHaveLength(size);
    await new Promise((next) => setTimeout(next, name === timeOut ? 1_000 : 0)); // the late ones take effect
    expect(await accepted(welcomes)).toBe(size);
    expect(await count(paths.welcome)).toBe(size * calls);
    return [...new Set(seen)].join(', ');
  });
}, 60_000 + numbers.wecomAnswers * 2_000);

/** `msAgo`: a busy WeCom is asked to the end of the window; 18 s of it are over. */
const forEver: [name: string, given: object, msAgo: number, end: string][] = [
  ['-1', { errcode: -1 }, 18_000, 'missed windowPassed'],
  ['45033', { errcode: 45_033 }, 18_000, 'missed windowPassed'],
  ['5xx', { httpStatus: 502 }, 0, 'uncertain answerLost'],
  ['48002', { errcode: 48_002 }, 0, 'failed wecomRefused'],
];
test.each(forEver)('welcome, %s for ever: given up honestly', async (name, given, msAgo, end) => {
  await inWaves(`welcome ${name} for ever`, async (size) => {
    const welcomes = await several(size, () => aWelcome({ msAgo }));
    await fault(paths.welcome, given, 1_000_000);
    await workTogether();
    expect(await ends(welcomes)).toEqual(welcomes.map(() => end));
    expect(await accepted(welcomes)).toBe(0);
    await clearFaults();
    return end;
  });
}, 60_000 + numbers.wecomAnswers * 2_000);

test('welcome, 42001: one token refresh, then it goes out', async () => {
  await inWaves('welcome 42001', async (size) => {
    await expireToken();
    const welcomes = await several(size, () => aWelcome());
    const count = await counter();
    await workTogether();
    expect(await ends(welcomes)).toEqual(welcomes.map(() => 'sent null'));
    expect(await count(paths.token)).toBe(1);
  });
}, 60_000 + numbers.wecomAnswers * 1_000);

test('42001 for 200 racers: one token refresh', async () => {
  const { externalUserid } = await aWelcome();
  await getExternalContact(externalUserid);
  await rounds('200 racers', waves.count, async () => {
    await expireToken();
    const count = await counter();
    const answers = await Promise.all(Array.from({ length: 200 }, () => getExternalContact(externalUserid, { timeoutMs: 20_000 })));
    expect(answers.every(({ contact }) => contact.external_userid === externalUserid)).toBe(true);
    expect(await count(paths.token)).toBe(1);
    return '1 refresh';
  });
}, 120_000);

/** The pause itself is Redis's to end, by the real clock: its end is read there, then brought about. */
const pauseKey = (path: string) => `guanhu:wecom:${config.WECOM_CORP_ID}:minute:${path}`;

test('welcome, 45009: WeCom is left alone for a minute, what cannot wait is missed', async () => {
  await inWaves('welcome 45009', async (size) => {
    const welcomes = await several(size, () => aWelcome());
    await fault(paths.welcome, { errcode: 45_009 }, size);
    await workTogether();
    expect(await ends(welcomes)).toEqual(welcomes.map(() => 'missed windowPassed'));
    expect(await redis().pttl(pauseKey(paths.welcome))).toBeGreaterThan(55_000);
    const later = await several(size, () => aWelcome());
    const count = await counter();
    await workTogether();
    expect(await count(paths.welcome)).toBe(0);
    expect(await ends(later)).toEqual(later.map(() => 'missed windowPassed'));
    await clearFaults(); // who came after the first refusal was held back before WeCom
    await redis().del(pauseKey(paths.welcome));
    const [after] = await several(1, () => aWelcome());
    await workTogether();
    expect(after && await ends([after])).toEqual(['sent null']);
    expect(await accepted([...welcomes, ...later])).toBe(0);
  });
}, 60_000 + numbers.wecomAnswers * 1_000);

/** What comes once, and how long WeCom is not asked again; 0 = asked again within the same call. */
const readings: [name: string, given: object, waitMs: number][] = [
  ['-1', { errcode: -1 }, 0],
  ['45033', { errcode: 45_033 }, 0],
  ['5xx', { httpStatus: 503 }, 0],
  ['a reset', { reset: true }, 0],
  ['broken JSON', { brokenJson: true }, 0],
  ['a slow answer', { latencyMs: 300 }, 0],
  [timeOut, { latencyMs: 1_500 }, 1_000],
  ['45009', { errcode: 45_009 }, 60_000],
];

test.each(readings)('reading, %s once: done, with one effect', async (name, given, waitMs) => {
  const start = new Date();
  await inWaves(`reading ${name}`, async (size) => {
    config.WECOM_TIMEOUT_MS = name === timeOut ? 1_000 : patientMs;
    freezeClock(start.toISOString());
    const people = await several(size, async () => {
      const { externalUserid } = await control<{ externalUserid: string }>('customers', {});
      await control('add', { externalUserid, userid: 'u_amy' });
      return externalUserid;
    });
    await inTransaction((tx) => owe(readContact, people.map((externalUserid) => ({ key: externalUserid, payload: { externalUserid } })), tx));
    await fault(paths.get, given, size);
    await workTogether();
    const known = () => Customer.countDocuments({ externalUserid: { $in: people }, name: { $ne: '' } });
    if (waitMs > 0) {
      config.WECOM_TIMEOUT_MS = patientMs;
      expect(await known()).toBe(0);
      const rows = await Owed.find({ job: readContact.name, state: 'waiting' }).lean();
      expect(rows).toHaveLength(size);
      const count = await counter();
      freezeClock(new Date(start.getTime() + waitMs - 1).toISOString());
      await workTogether();
      expect(await count(paths.get)).toBe(0);
      await clearFaults(); // who came after the first refusal was held back before WeCom
      await redis().del(pauseKey(paths.get));
      freezeClock(new Date(start.getTime() + waitMs + 10_000).toISOString());
      await workTogether();
    }
    expect(await Owed.countDocuments({ job: readContact.name, state: { $ne: 'done' } })).toBe(0);
    expect(await known()).toBe(size);
  });
}, 60_000 + numbers.wecomAnswers * 2_000);

test('a reading that comes while the API is paused waits for the end of the pause, and uses up no attempts on it', async () => {
  freezeClock('2026-11-23T02:00:00.000Z');
  const { externalUserid } = await control<{ externalUserid: string }>('customers', {});
  await control('add', { externalUserid, userid: 'u_amy' });
  const oweReading = (key: string) => inTransaction((tx) => owe(readContact, [{ key, payload: { externalUserid } }], tx));
  await fault(paths.get, { errcode: 45_009 }, 1);
  for (const key of ['refused', 'held back']) {
    await oweReading(key);
    await workTogether();
  }
  const waits = (await Owed.find({ job: readContact.name, state: 'waiting' }).lean()).map((row) => row.dueAt.getTime() - now().getTime());
  expect(waits.filter((wait) => wait < 50_000)).toEqual([]);
  expect(waits).toHaveLength(2);
});
