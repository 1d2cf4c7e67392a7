import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BankEvent } from '../../server/bank/bankEvent.model.ts';
import { anEvent, aBankKey, type AKey } from '../support/bankBuilders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { baseUrl, emptyData, useServer } from '../support/harness.ts';

/** The sample that banks copy, run as they run it. */
useServer();
let key: AKey;
beforeEach(async () => {
  await emptyData();
  key = await aBankKey();
});

const folder = resolve(import.meta.dirname, '../../scripts/bank-client');
const files = mkdtempSync(join(tmpdir(), 'guanhu-bank-client-'));
interface Ran { code: number | null; out: string; problems: string }

function send(input: string, { url = baseUrl, file = 'events.jsonl', secret = key.secret } = {}): Promise<Ran> {
  const path = file === '-' ? '-' : join(files, file);
  if (path !== '-') writeFileSync(path, input);
  const child = spawn(process.execPath, [join(folder, 'send.mjs'), path], { env: { PATH: process.env.PATH ?? '', GUANHU_URL: url, GUANHU_KEY_ID: key.id, GUANHU_KEY_SECRET: secret } });
  let [out, problems] = ['', ''];
  child.stdout.on('data', (part: Buffer) => { out += part; });
  child.stderr.on('data', (part: Buffer) => { problems += part; });
  child.stdin.end(path === '-' ? input : '');
  return new Promise((done) => child.once('close', (code) => done({ code, out, problems })));
}
const lines = (events: object[]) => events.map((each) => JSON.stringify(each)).join('\n');

test('2,500 events in three calls; again, they are duplicates', async () => {
  await aMiniCustomer({ phone: '13800000001' });
  const events = Array.from({ length: 2_500 }, (_, n) => anEvent({ bankCustomerNo: 'B1', ...(n === 0 ? { phone: '13800000001' } : {}) }));
  const first = await send(lines(events));
  expect(first).toMatchObject({ code: 0, out: 'applied 2500, waiting 0, duplicate 0\n' });
  expect(first.problems).toContain('2500/2500 sent');
  await sleep(1_100); // within one second the signature would be the same, and so the answer
  expect((await send(JSON.stringify(events), { file: 'events.json' })).out).toBe('applied 0, waiting 0, duplicate 2500\n');
  expect(await BankEvent.countDocuments()).toBe(2_500);
});

test('from standard input, with what waits', async () => {
  const event = anEvent({ eventId: 'w1' });
  expect(await send(JSON.stringify({ events: [event] }), { file: '-' })).toMatchObject({ code: 0, out: 'waiting  w1  unknownCustomer\napplied 0, waiting 1, duplicate 0\n' });
});

test('a refused call names every field by its place in the input, and ends with 1; calls before it are stored', async () => {
  const wrong = Array.from({ length: 1_003 }, (_, n) => (n === 1_001 ? { ...anEvent({ type: 'aumChanged' }), amountFen: 1.5 } : anEvent()));
  const { code, problems } = await send(lines(wrong));
  expect(code).toBe(1);
  expect(problems).toMatch(/400 platform\.badInput/);
  expect(problems).toMatch(/event 1002, amountFen: /);
  expect(await BankEvent.countDocuments()).toBe(1_000);
});

test('a wrong secret, and a line that is no JSON', async () => {
  expect(await send(lines([anEvent()]), { secret: 'wrong' })).toMatchObject({ code: 1, problems: expect.stringContaining('401 bank.signatureWrong') });
  expect(await send('{"eventId":"a"}\n{oops\n')).toMatchObject({ code: 1, problems: expect.stringContaining('line 2') });
});

test('an answer that is lost, and a server that is busy: the same body again, once stored', async () => {
  const bodies: string[] = [];
  const between = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', async () => {
      bodies.push(Buffer.concat(parts).toString());
      if (bodies.length === 1) return response.writeHead(503).end('<html>busy</html>');
      const headers = Object.fromEntries(Object.entries(request.headers).flatMap(([name, value]) => (/^(x-guanhu|content-type)/.test(name) ? [[name, String(value)]] : [])));
      const answer = await fetch(baseUrl + request.url, { method: 'POST', headers, body: bodies.at(-1) ?? '' });
      if (bodies.length === 2) return request.socket.destroy();
      response.writeHead(answer.status).end(await answer.text());
    });
  });
  await new Promise<void>((done) => between.listen(0, '127.0.0.1', done));
  const { code, out } = await send(lines([anEvent(), anEvent()]), { url: `http://127.0.0.1:${(between.address() as AddressInfo).port}/` });
  between.closeAllConnections();
  await new Promise((done) => between.close(done));
  expect({ code, out: out.split('\n').at(-2) }).toEqual({ code: 0, out: 'applied 0, waiting 2, duplicate 0' }); // the first answer again
  expect(bodies).toHaveLength(3);
  expect(new Set(bodies).size).toBe(1);
  expect(await BankEvent.countDocuments()).toBe(2);
});

test('the README’s example of a signature is one', async () => {
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(createHmac('sha256', 'test-secret').update('1790000000.{"events":[]}').digest('hex'));
});
