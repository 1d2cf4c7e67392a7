import { request } from 'node:http';
import { Callback } from '../../server/wecom/callback.model.ts';
import { numbers } from '../faults/numbers.ts';
import { addedXml, pushOf } from '../support/callbacks.ts';
import { aSignedIn, aTree } from '../support/builders.ts';
import { baseUrl, useServer } from '../support/harness.ts';
import { spread, tell } from '../support/rounds.ts';

/** Bodies that ask a careless parser for memory, time, files or a prototype: a 4xx, and soon. */
useServer();
let cookie = '';
beforeAll(async () => {
  await aTree();
  cookie = `guanhu=${(await aSignedIn({ place: 'headquarters', roles: ['admin'] })).token}`;
});

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
const entities = Array.from({ length: 9 }, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`).join('');
const xml: [kind: string, status: number, body: string][] = [
  ['entity bomb', 400, `<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY e0 "lol">${entities}]><xml><Encrypt>&e9;</Encrypt></xml>`],
  ['external entity', 400, '<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Encrypt>&f;</Encrypt></xml>'],
  ['external entity by http', 400, '<!DOCTYPE xml SYSTEM "http://127.0.0.1:1/evil.dtd"><xml><Encrypt>x</Encrypt></xml>'],
  ['10 MB', 413, `<xml><Encrypt>${'A'.repeat(10_000_000)}</Encrypt></xml>`],
  ['depth 10 000', 400, `<xml>${nested('<a>', '</a>', 10_000)}</xml>`],
  ['__proto__', 400, '<xml><__proto__><polluted>1</polluted></__proto__><Encrypt>x</Encrypt></xml>'],
  ['constructor.prototype', 400, '<xml><constructor><prototype><polluted>1</polluted></prototype></constructor><Encrypt>x</Encrypt></xml>'],
];
const json: typeof xml = [
  ['JSON depth 10 000', 400, nested('{"a":', '}', 10_000).replace(':}', ':1}')],
  ['JSON list depth 10 000', 400, nested('[', ']', 10_000)],
  ['JSON __proto__', 400, '{"__proto__":{"polluted":1}}'],
  ['JSON 10 MB', 413, `{"search":"${'A'.repeat(10_000_000)}"}`],
];

/** Rightly signed, so that nothing but the body is wrong. */
const callbackPath = () => pushOf(addedXml({ userid: 'u_amy', externalUserid: 'wm1' })).path;

/** Until the answer's head is there; a body that is refused unread is not waited for. */
const send = (path: string, type: string, body: Buffer) => new Promise<{ status: number; tookMs: number }>((resolve, reject) => {
  const startedMs = performance.now();
  const asking = request(baseUrl + path, { method: 'POST', agent: false, headers: { 'content-type': type, 'content-length': body.length, cookie } }, (answer) => {
    resolve({ status: answer.statusCode ?? 0, tookMs: performance.now() - startedMs });
    asking.destroy();
  });
  asking.once('error', reject);
  asking.end(body);
});

const cases = [...xml.map((each) => [...each, 'text/xml'] as const), ...json.map((each) => [...each, 'application/json'] as const)];

test.each(cases)('%s: %i within 50 ms', async (kind, status, body, type) => {
  const took: number[] = [];
  const bytes = Buffer.from(body);
  for (let round = -1; round < numbers.hostileBodies; round += 1) {
    const answer = await send(type === 'text/xml' ? callbackPath() : '/api/org.setRoles', type, bytes);
    expect(answer.status).toBe(status);
    if (round >= 0) took.push(answer.tookMs); // the first one warms up
  }
  // Beside other tests the quickest tells what a body costs; alone, the median does.
  expect(process.env.FAULTS === 'full' ? spread(took).p50 : Math.min(...took)).toBeLessThan(50);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
  tell(`hostile ${kind}: ${took.length} × ${status}, ${JSON.stringify(spread(took))} ms`);
}, 30_000 + numbers.hostileBodies * 300);

test('nothing was kept', async () => {
  expect(await Callback.countDocuments()).toBe(0);
});
