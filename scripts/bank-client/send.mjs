#!/usr/bin/env node
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Sends bank events to Guanhu: node send.mjs events.jsonl (or events.json, or - for standard input).
 * A sample to copy: plain Node 20, no dependency. It imports nothing of Guanhu.
 */
const perCall = 1_000;
const attempts = 8;
/** A repeat with the same signature is taken for the same request for 300 s; after that it is signed anew. */
const resignAfterMs = 200_000;

async function main() {
  const { url, keyId, secret } = settings();
  const [path = '-'] = process.argv.slice(2);
  const events = readEvents(readFileSync(path === '-' ? 0 : path, 'utf8'));
  const sum = { applied: 0, waiting: 0, duplicate: 0 };
  for (let from = 0; from < events.length; from += perCall) {
    const answer = await send(events.slice(from, from + perCall), from, { url, keyId, secret });
    for (const name of Object.keys(sum)) sum[name] += answer[name];
    for (const { eventId, reason } of answer.waits) console.log(`waiting  ${eventId}  ${reason}`);
    console.error(`${Math.min(from + perCall, events.length)}/${events.length} sent`);
  }
  console.log(`applied ${sum.applied}, waiting ${sum.waiting}, duplicate ${sum.duplicate}`);
}

function settings() {
  const { GUANHU_URL, GUANHU_KEY_ID, GUANHU_KEY_SECRET } = process.env;
  const missing = Object.entries({ GUANHU_URL, GUANHU_KEY_ID, GUANHU_KEY_SECRET }).filter(([, value]) => !value).map(([name]) => name);
  if (missing.length > 0) throw new Error(`set ${missing.join(', ')}`);
  return { url: `${GUANHU_URL.replace(/\/$/, '')}/api/bank.ingestEvents`, keyId: GUANHU_KEY_ID, secret: GUANHU_KEY_SECRET };
}

/** A JSON list, `{"events": […]}`, or one JSON object a line. */
function readEvents(text) {
  const whole = text.trim();
  if (whole === '') return [];
  try {
    const parsed = JSON.parse(whole);
    return Array.isArray(parsed) ? parsed : (parsed.events ?? [parsed]);
  } catch {
    return whole.split('\n').flatMap((line, index) => {
      if (line.trim() === '') return [];
      try {
        return [JSON.parse(line)];
      } catch {
        throw new Error(`line ${index + 1} is no JSON`);
      }
    });
  }
}

/** The same body again and again until it is answered: an event that has arrived already is a duplicate and does nothing. */
async function send(events, from, to) {
  const body = JSON.stringify({ events });
  let signed = sign(body, to.secret);
  for (let attempt = 1; ; attempt += 1) {
    if (Date.now() - signed.atMs > resignAfterMs) signed = sign(body, to.secret);
    const { status, answer, problem } = await post(body, signed, to);
    if (status === 200) return answer;
    const mayPass = status === 0 || status === 429 || status >= 500;
    if (!mayPass || attempt === attempts) throw new Refused(status, answer, problem, from);
    const waitMs = Math.min(500 * 2 ** (attempt - 1), 30_000);
    console.error(`${status || problem}: trying again in ${waitMs} ms`);
    await sleep(waitMs);
  }
}

function sign(body, secret) {
  const atMs = Date.now();
  const timestamp = String(Math.floor(atMs / 1_000));
  return { atMs, timestamp, signature: createHmac('sha256', secret).update(`${timestamp}.${body}`, 'utf8').digest('hex') };
}

/** Status 0 where nothing answered, or not to the end. */
async function post(body, { timestamp, signature }, { url, keyId }) {
  try {
    const response = await fetch(url, {
      method: 'POST', body, signal: AbortSignal.timeout(60_000),
      headers: { 'Content-Type': 'application/json', 'X-Guanhu-Key-Id': keyId, 'X-Guanhu-Timestamp': timestamp, 'X-Guanhu-Signature': signature },
    });
    const text = await response.text();
    return { status: response.status, answer: parsed(text), problem: text.slice(0, 200) };
  } catch (error) {
    return { status: 0, problem: error.cause?.code ?? error.name };
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy's own page
  }
}

/** Nothing of a refused call was stored. */
class Refused extends Error {
  constructor(status, answer, problem, from) {
    super(answer ? `${status} ${answer.code}: ${answer.message}. ${answer.action} (${answer.requestId})` : `${status || ''} ${problem}`.trim());
    this.lines = (answer?.issues ?? []).map(({ path, message }) => `${inFile(path, from)}: ${message}`);
  }
}

/** `events.3.amountFen` of the second call → `event 1004, amountFen`, counted from 1 over the whole input. */
function inFile(path, from) {
  const place = /^events\.(\d+)\.?(.*)$/.exec(path);
  return place ? `event ${from + Number(place[1]) + 1}${place[2] ? `, ${place[2]}` : ''}` : path;
}

main().catch((error) => {
  console.error(error.message);
  for (const line of error.lines ?? []) console.error(`  ${line}`);
  process.exit(1);
});
