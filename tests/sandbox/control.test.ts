import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '../../scripts/sandbox/createSandbox.ts';
import { aContact, aContactWay, aNewCustomer, playgroundOf, samples, upload, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();
const state = async () => (await play.get('/sandbox/state')).body;

describe('state', () => {
  test('has everything that the desk shows', async () => {
    const configId = await aContactWay(play);
    const { externalUserid } = await aContact(play, { configId });
    const shown = await state();
    expect(Object.keys(shown).sort()).toEqual(['chats', 'clock', 'contactWays', 'corp', 'customers', 'deliveries', 'departments', 'faults', 'friendChats', 'holding', 'members', 'messages', 'miniCodes', 'notices', 'phone', 'relations', 'sms', 'staffMails', 'staffSms', 'tags']);
    expect(shown.relations).toEqual([expect.objectContaining({ userid: 'u_amy', externalUserid, state: 'ch_01', addWay: 1, twoWay: true, half: false, tagIds: [] })]);
    expect(shown.contactWays).toEqual([expect.objectContaining({ config_id: configId, remark: '外滩支行门口' })]);
    expect(shown.members[0]).toMatchObject({ userid: expect.any(String), mobile: expect.any(String), activated: true, canAddCustomers: expect.any(Boolean), inAppRange: true });
    expect(shown.tags[0]).toEqual({ id: expect.stringMatching(/^et/), name: '普通', groupId: expect.stringMatching(/^et/), groupName: '客户等级', order: expect.any(Number), byApp: false });
  });
});

describe('phones', () => {
  test('hold remembers who has them, and refuses strangers', async () => {
    const externalUserid = await aNewCustomer(play);
    expect((await play.control('hold', { externalUserid })).body).toEqual({ externalUserid, userid: 'u_amy' });
    expect((await state()).holding).toEqual({ externalUserid, userid: 'u_amy' });
    expect((await play.control('hold', { userid: 'u_nobody' })).status).toBe(404);
  });

  test('a new customer has a name of its own unless given', async () => {
    const { body } = await play.control('customers');
    expect(body).toEqual({ externalUserid: expect.stringMatching(/^wm/), name: expect.stringMatching(/.+/), phone: expect.stringMatching(/^1[3-9]\d{9}$/) });
  });

  test('scan takes a QR address, an add address or a config id', async () => {
    const configId = await aContactWay(play);
    for (const qr of [configId, `http://localhost:1/qr/${configId}`, ` http://localhost:1/add/${configId}?x=1 `]) {
      expect((await play.control('scan', { qr })).body).toEqual({ configId, members: [{ userid: 'u_amy', name: '陈安琪' }], member: { userid: 'u_amy', name: '陈安琪', position: '客户经理', departmentName: '外滩支行' } });
    }
    expect((await play.control('scan', { qr: 'nothing' })).body).toEqual({ error: '二维码不存在或已失效' });
  });

  test('add by a code keeps the person whom the scan showed', async () => {
    const configId = await aContactWay(play, { user: ['u_amy', 'u_ben'] });
    const added = await aContact(play, { configId, userid: 'u_ben' });
    expect(added).toMatchObject({ userid: 'u_ben', state: 'ch_01' });
    expect((await state()).relations[0]).toMatchObject({ addWay: 1, state: 'ch_01' });
  });

  test('messages go between friends only', async () => {
    const { externalUserid } = await aContact(play);
    const pair = { externalUserid, userid: 'u_amy' };
    expect((await play.control('message', { ...pair, from: 'customer', text: '在吗' })).body).toMatchObject({ from: 'customer', text: '在吗' });
    await play.control('removeByCustomer', pair);
    expect((await play.control('message', { ...pair, from: 'staff', text: '您好' })).status).toBe(409);
    expect((await play.control('message', { ...pair, userid: 'u_ben', from: 'staff', text: '您好' })).status).toBe(404);
  });

  test('remark by hand changes remark and tags', async () => {
    const { externalUserid } = await aContact(play);
    const [tag] = (await state()).tags;
    await play.control('remark', { externalUserid, userid: 'u_amy', remark: '林女士', tagIds: [tag.id] });
    expect((await state()).relations[0]).toMatchObject({ remark: '林女士', tagIds: [tag.id] });
    expect((await play.control('remark', { externalUserid, userid: 'u_amy', tagIds: ['etNothing'] })).status).toBe(404);
  });
});

describe('clock', () => {
  test('goes on, goes to an instant, and back', async () => {
    const before = (await state()).clock;
    const hour = (await play.control('clock', { advanceMs: 3_600_000 })).body;
    expect(hour.offsetMs - before.offsetMs).toBe(3_600_000);
    expect(Math.abs(Date.parse((await play.control('clock', { at: '2027-03-01T09:00:00+08:00' })).body.at) - Date.parse('2027-03-01T01:00:00Z'))).toBeLessThan(1_000);
    expect((await play.control('clock', { reset: true })).body.offsetMs).toBe(0);
    expect((await play.control('clock', { at: 'tomorrow' })).status).toBe(400);
  });

  test('is shared by a file with the server', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-clock-'));
    const clockFile = join(folder, 'offset');
    const other = await createSandbox({ clockFile });
    await playgroundOf(other).moveClock(90_000);
    expect(readFileSync(clockFile, 'utf8')).toBe('90000');
    writeFileSync(clockFile, '120000');
    await new Promise((resolve) => { setTimeout(resolve, 600); });
    expect(other.sandbox.clock.offsetMs()).toBe(120_000);
    await other.close();
    rmSync(folder, { recursive: true });
  });
});

describe('log and stream', () => {
  test('a call is logged with what can be pasted, without its token among the fields', async () => {
    await play.api('externalcontact/get_contact_way', { body: { config_id: "it's" } });
    const [row] = (await play.get('/sandbox/log?limit=1')).body.rows;
    expect(row).toMatchObject({ direction: 'in', method: 'POST', path: '/cgi-bin/externalcontact/get_contact_way', status: 200, errcode: 41044, request: { config_id: "it's" }, answer: { errcode: 41044 } });
    expect(row.request).not.toHaveProperty('access_token');
    expect(row.curl).toMatch(/^curl -X POST 'http:\/\/localhost:\d+\/cgi-bin\/externalcontact\/get_contact_way\?access_token=\w+' -H 'Content-Type: application\/json' --data-binary '\{"config_id":"it'\\''s"\}'$/);
  });

  test('the stream tells of calls and of changes', async () => {
    const abort = new AbortController();
    const response = await fetch(`${play.running.url}/sandbox/stream`, { signal: abort.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await aContactWay(play);
    let heard = '';
    while (!/event: changed/.test(heard) || !/event: log\ndata: \{"id":\d+.*add_contact_way/.test(heard)) heard += (await reader?.read())?.value ?? '';
    abort.abort();
  });
});

describe('welcomes', () => {
  test('tell when the callback left and when the message came', async () => {
    const { welcomeCode, externalUserid } = await aContact(play);
    await play.api('externalcontact/send_welcome_msg', { body: { welcome_code: welcomeCode, text: { content: '您好' } } });
    const { rows } = (await play.get('/sandbox/welcomes')).body;
    expect(rows).toEqual([{ welcomeCode, externalUserid, userid: 'u_amy', callbackAt: null, acceptedAt: expect.stringMatching(/^\d{4}-.*Z$/), message: { text: '您好' } }]); // no address: no callback left
    expect((await play.get(`/sandbox/welcomes?since=${new Date(play.running.sandbox.clock.nowMs() + 1_000).toISOString()}`)).body.rows).toEqual([]);
  });
});

describe('who may call it', () => {
  test('only JSON: a form of another site gets nothing done', async () => {
    const answer = await fetch(`${play.running.url}/sandbox/reset`, { method: 'POST', body: new URLSearchParams({ a: '1' }) });
    expect([answer.status, await answer.json()]).toEqual([415, { error: '请以 application/json 提交' }]);
  });

  test.each(['hold', 'member', 'mailRead', 'customers', 'scan', 'add', 'removeByCustomer', 'removeByStaff', 'message', 'remark', 'clock', 'faults', 'deliveries', 'replay', 'populate', 'burst', 'callback', 'code', 'loginCode', 'phoneCode', 'subscribe', 'miniprogram', 'share', 'smsRead', 'phone', 'swapPhones'])('%s refuses a body of the wrong shape', async (name) => {
    const answer = await play.control(name, []);
    expect([answer.status, typeof answer.body.error]).toEqual([400, 'string']);
  });
});

test('reset leaves the corp as the seed makes it', async () => {
  const before = await state();
  await aContact(play, { configId: await aContactWay(play) });
  await play.control('faults', { path: '*', errcode: -1, times: 9 });
  await play.control('reset');
  const { clock: _, ...after } = await state();
  const { clock: __, ...first } = before;
  expect(after).toEqual(first);
});

test('a file that knows nothing of phone numbers and mini-programs is read as well', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sandbox-data-'));
  const first = playgroundOf(await createSandbox({ dataFolder }));
  const { externalUserid } = await aContact(first);
  await first.running.close();
  const file = join(dataFolder, 'state.json');
  const { phones, sms, openids, quotas, notices, miniCodes, friendChats, wechatTokens, wechatCodes, published, ...known } = JSON.parse(readFileSync(file, 'utf8'));
  for (const [, customer] of known.customers) delete customer.phone;
  writeFileSync(file, JSON.stringify(known));
  const second = playgroundOf(await createSandbox({ dataFolder }));
  const { customers, relations } = (await second.get('/sandbox/state')).body;
  expect([customers, relations.length]).toEqual([[expect.objectContaining({ externalUserid, phone: expect.stringMatching(/^1[3-9]\d{9}$/) })], 1]);
  await second.running.close();
  rmSync(dataFolder, { recursive: true });
});

test('the state outlives the process', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sandbox-data-'));
  const first = playgroundOf(await createSandbox({ dataFolder }));
  const configId = await aContactWay(first);
  const { externalUserid } = await aContact(first, { configId });
  const mediaId = (await upload(first, 'media/upload', { type: 'image' }, samples.png)).body.media_id;
  const token = await first.token();
  await first.running.close();
  const second = playgroundOf(await createSandbox({ dataFolder }));
  expect((await second.api('externalcontact/get', { query: { external_userid: externalUserid }, token })).body.follow_user[0]).toMatchObject({ userid: 'u_amy', state: 'ch_01' });
  expect((await second.api('externalcontact/list', { query: { userid: 'u_amy' }, token })).body.external_userid).toEqual([externalUserid]);
  expect((await second.api('media/get', { query: { media_id: mediaId }, token })).status).toBe(200);
  await second.running.close();
  rmSync(dataFolder, { recursive: true });
});
