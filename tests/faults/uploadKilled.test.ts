import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { newSecret, sealSecret } from '../../server/bank/bankKeys.ts';
import { endPrograms, eventually, startProgram, type Running } from '../support/processes.ts';
import { rounds, tell } from '../support/rounds.ts';
import { numbers } from './numbers.ts';

/**
 * A web, a scheduler and a worker on a database of their own. The worker is killed in the middle of a file, and again;
 * another goes on. Every line must have its one effect, and be counted once.
 */
const uri = `${process.env.TEST_MONGO_URI}`.replace('{database}', 'faults_upload');
const env = { MONGODB_URI: uri, REDIS_URL: `${process.env.REDIS_URL ?? ''}`.replace(/\/\d+$/, '/15'), PORT: '0' };
const client = new mongoose.mongo.MongoClient(uri);
const key = { id: 'key_faults', secret: newSecret() };
let store: mongoose.mongo.Db;
let web: Running;
let worker: Running;

beforeAll(async () => {
  store = client.db();
  await store.dropDatabase();
  web = await startProgram('server', env, ['--role=web']);
  await startProgram('server', env, ['--role=scheduler']);
  await store.collection<{ _id: string }>('bankKeys').insertOne({ _id: key.id, ...{ name: 'faults', sealedSecret: sealSecret(key.secret), state: 'active', createdAt: new Date(), createdBy: 'test', retiredAt: null, lastUsedAt: null, reliance: 0 } });
}, 60_000);
afterAll(async () => {
  await endPrograms();
  await client.close();
});

async function send(kind: string, body: string): Promise<{ fileId: string; progressId: string }> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', key.secret).update(`${timestamp}.${body}`).digest('hex');
  const response = await fetch(`${web.url}/api/bank.ingestFile?kind=${kind}`, {
    method: 'POST', body, headers: { 'content-type': 'text/csv', 'x-guanhu-key-id': key.id, 'x-guanhu-timestamp': timestamp, 'x-guanhu-signature': signature },
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return await response.json() as { fileId: string; progressId: string };
}

/** Of ten lines one has a wrong amount, and one tells the one before it again. */
function eventsOf(round: number, count: number): string {
  const lines = ['eventId,type,occurredAt,bankCustomerNo,amountFen'];
  for (let n = 0; n < count; n += 1) {
    const told = n % 10 === 9 ? n - 1 : n;
    lines.push(`r${round}_${told},aumChanged,2026-01-02T03:04:05Z,R${round}N${told},${n % 10 === 4 ? '1.5' : told}`);
  }
  return `${lines.join('\n')}\n`;
}

function bookOf(round: number, count: number): string {
  const lines = ['bankCustomerNo,phone,name,managerEmployeeNo,riskRating,ratedOn,aumFen'];
  for (let n = 0; n < count; n += 1) lines.push(`R${round}B${n},138${String(n).padStart(8, '0')},客户${n},,C1,2026-01-01,${n}`);
  return `${lines.join('\n')}\n`;
}

const fileOf = (id: string) => store.collection<{ _id: string; page: number; state: string; counts: Record<string, number> }>('bankFiles').findOne({ _id: id });
const sumReceived = async () => (await store.collection('bankDays').aggregate([{ $group: { _id: null, sum: { $sum: '$received' } } }]).toArray())[0]?.sum ?? 0;

const pagesOf = async (ids: string[]): Promise<number> => Math.max(0, ...await Promise.all(ids.map(async (id) => (await fileOf(id))?.page ?? 0)));

/** Works on the files, but is killed a moment after one of them has come to a page of each share: in the midst of the next one. */
async function workOn(ids: string[], pages: number, shares: number[]): Promise<string> {
  const kills: number[] = [];
  for (const share of shares) {
    worker = await startProgram('server', env, ['--role=worker']);
    await eventually(() => pagesOf(ids), (page) => page >= Math.floor(pages * share), 180_000);
    await sleep(Math.random() * 150);
    await worker.kill();
    kills.push(await pagesOf(ids));
  }
  worker = await startProgram('server', env, ['--role=worker']);
  for (const id of ids) await eventually(() => fileOf(id), (file) => file !== null && file.state !== 'running', 180_000);
  await worker.stop();
  return `killed in pages ${kills.join(' and ')} of ${pages}`;
}

test('kill -9 of the worker in the midst of files of events and of the book: no line twice, none left out', async () => {
  const lines = numbers.linesPerUpload;
  await rounds('kill in an upload', numbers.killsOfUpload, async (round) => {
    const receivedBefore = await sumReceived();
    const [events, book] = [await send('events', eventsOf(round, lines)), await send('business', bookOf(round, lines))];
    const shares = [0.1 + 0.3 * Math.random(), ...(numbers.killsOfUpload > 1 ? [0.5 + 0.3 * Math.random()] : [])];
    const words = await workOn([events.fileId, book.fileId], lines / 500, shares);
    expect(await fileOf(events.fileId)).toMatchObject({ state: 'done', counts: { received: lines, applied: 0, waiting: lines * 0.8, duplicate: lines * 0.1, refused: lines * 0.1, outdated: 0 } });
    expect(await store.collection('bankEvents').countDocuments({ source: `file:${events.fileId}` })).toBe(lines * 0.8);
    expect(await store.collection('bankFileIssues').countDocuments({ fileId: events.fileId })).toBe(lines * 0.1);
    expect(await sumReceived() - receivedBefore).toBe(lines * 0.8);
    expect(await store.collection<{ _id: string }>('progress').findOne({ _id: events.progressId })).toMatchObject({ state: 'done', doneCount: lines, failedCount: lines * 0.1 });
    expect(await fileOf(book.fileId)).toMatchObject({ state: 'done', counts: { received: lines, applied: lines, duplicate: 0, refused: 0 } });
    expect(await store.collection('bankBusiness').countDocuments({ fileId: book.fileId })).toBe(lines);
    return words;
  });
}, 120_000 + numbers.killsOfUpload * 240_000);

/** The most that the process has held, in MB; Linux tells. */
const peakOf = ({ child }: Running): number => Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024);

(numbers.linesOfLargest > 0 ? test : test.skip)('500,000 lines in bounded memory', async () => {
  const lines = numbers.linesOfLargest;
  worker = await startProgram('server', env, ['--role=worker']);
  const startedMs = performance.now();
  const { fileId } = await send('events', eventsOf(9_999, lines));
  tell(`${lines} lines stored after ${Math.round(performance.now() - startedMs)} ms, web's peak ${peakOf(web)} MB`);
  await eventually(async () => { await sleep(1_000); return fileOf(fileId); }, (file) => file !== null && file.state !== 'running', 3_600_000);
  const peak = peakOf(worker);
  const seconds = (performance.now() - startedMs) / 1_000;
  tell(`${lines} lines in ${Math.round(seconds)} s, ${Math.round(lines / seconds)} lines/s, worker's peak ${peak} MB`);
  expect(await fileOf(fileId)).toMatchObject({ state: 'done', counts: { received: lines, waiting: lines * 0.8, duplicate: lines * 0.1, refused: lines * 0.1 } });
  expect(peak).toBeLessThan(400);
  await worker.stop();
}, 3_900_000);
