import { baseUrl, post, useServer } from '../support/harness.ts';
import { aSignedIn, aStaff, aTree, type SignedIn } from '../support/builders.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { AuditLog } from '../../server/audit/auditRow.model.ts';

useServer();

let admin: SignedIn;
beforeAll(async () => {
  await aTree();
  admin = await aSignedIn({ place: 'headquarters', roles: ['admin'] });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${baseUrl}${path}`, { headers, redirect: 'manual' });

test('health and readiness', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ ok: true });
  expect(await (await get('/readyz')).json()).toEqual({ ok: true, mongodb: true, redis: true, stopping: false });
});

test('metrics name operations, not people', async () => {
  await post('org.getSession', {}, { token: admin.token });
  const text = await (await get('/metrics')).text();
  expect(text).toContain('guanhu_http_seconds_count{operation="org.getSession",status="200"}');
  expect(text).not.toContain(admin.staff._id);
});

test('OpenAPI describes each operation, and has a page', async () => {
  const document = await (await get('/api/openapi.json')).json() as { paths: Record<string, any> };
  expect(document.paths['/api/org.setEmployeeNo'].post.requestBody.content['application/json'].schema).toMatchObject({
    type: 'object', required: ['userid', 'employeeNo'], additionalProperties: false,
  });
  expect((await get('/api/docs')).status).toBe(200);
  expect((await get('/api/docs/swagger-ui-bundle.js')).status).toBe(200);
});

test.each([
  ['not JSON', '{"userid":', {}, 400, 'platform.badJson'],
  ['a form', 'userid=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'platform.unsupportedType'],
  ['2 MB', JSON.stringify({ userid: 'x'.repeat(2_000_000) }), {}, 413, 'platform.tooLarge'],
  ['a page of another site', '{}', { origin: 'https://evil.example' }, 403, 'platform.crossSite'],
  ['a frame of another site', '{}', { 'sec-fetch-site': 'cross-site' }, 403, 'platform.crossSite'],
])('%s is refused', async (_name, rawBody, headers, status, code) => {
  const answer = await post('org.setEmployeeNo', {}, { token: admin.token, rawBody, headers: headers as Record<string, string> });
  expect(answer).toMatchObject({ status, body: { code, requestId: expect.any(String) } });
});

test('a prototype or an operator anywhere in JSON is refused by name', async () => {
  const answer = await post('org.setEmployeeNo', {}, { token: admin.token, rawBody: '{"userid":"u","employeeNo":{"a":[{"__proto__":{"x":1}}]}}' });
  expect(answer).toMatchObject({ status: 400, body: { issues: [{ path: 'employeeNo.a.0.__proto__' }] } });
});

test('an unknown operation and an unknown page say so plainly', async () => {
  expect(await post('org.nothing', {})).toMatchObject({ status: 404, body: { code: 'platform.unknownOperation' } });
  const page = await get('/nothing', { accept: 'text/html' });
  expect(page.status).toBe(404);
  expect(await page.text()).toContain('内容不存在');
});

test('one idempotency key: the first answer again; with another body: refused', async () => {
  const staff = await aStaff();
  const headers = { 'idempotency-key': 'key-0000-0001' };
  const first = await post('org.setEmployeeNo', { userid: staff._id, employeeNo: 'K1' }, { token: admin.token, headers });
  await Staff.updateOne({ _id: staff._id }, { employeeNo: 'changed-since' });
  const second = await post('org.setEmployeeNo', { userid: staff._id, employeeNo: 'K1' }, { token: admin.token, headers });
  expect(second.body).toEqual(first.body);
  expect((await Staff.findById(staff._id).lean())?.employeeNo).toBe('changed-since');
  expect(await AuditLog.countDocuments({ subject: `staff:${staff._id}` })).toBe(1);
  expect(await post('org.setEmployeeNo', { userid: staff._id, employeeNo: 'K2' }, { token: admin.token, headers })).toMatchObject({ status: 422, body: { code: 'platform.idempotencyKeyReused' } });
});

test('eight calls at once under one key write once', async () => {
  const staff = await aStaff();
  const headers = { 'idempotency-key': 'key-0000-0002' };
  const answers = await Promise.all(Array.from({ length: 8 }, () => post('org.setEmployeeNo', { userid: staff._id, employeeNo: 'K8' }, { token: admin.token, headers })));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  expect(await AuditLog.countDocuments({ subject: `staff:${staff._id}` })).toBe(1);
});

test('answers are not cached, and carry the safety headers', async () => {
  const { headers } = await post('org.getSession', {}, { token: admin.token });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("object-src 'none'");
  expect(headers.get('x-request-id')).toMatch(/^[0-9A-Za-z]{20}$/);
});
