import { createDecipheriv, createHash } from 'node:crypto';
import { sealMessage, toXml } from '../../scripts/sandbox/callbackXml.ts';
import { aContact, aContactWay, aNewCustomer, aReceiver, corp, openCallback, useSandbox, type Contact, type Receiver } from '../support/sandboxBuilders.ts';

const play = useSandbox({ retryMs: 20, answerMs: 600 });
let receiver: Receiver;
beforeAll(async () => { receiver = await aReceiver(); });
afterAll(() => receiver.close());
beforeEach(async () => {
  await play.running.idle();
  receiver.received.length = 0;
  receiver.answer = (_, response) => void response.end('');
  play.running.setCallbackUrl(receiver.url);
});
const arrived = async () => {
  await play.running.idle();
  return receiver.received;
};

describe('the vectors of contract 2.2', () => {
  const keys = { callbackToken: corp.token, callbackAesKey: corp.aesKey, corpId: corp.id };
  const random = Buffer.from('0123456789abcdef');

  test('the published sample opens and its signature agrees', () => {
    const sample = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
    const published = { callbackToken: 'QDG6eK', callbackAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', corpId: 'wx5823bf96d3bd56c7' };
    expect(createHash('sha1').update(['QDG6eK', '1409659589', '263014780', sample].sort().join('')).digest('hex')).toBe('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3');
    // The random 16 bytes of the sample, taken out of it, give the sample again.
    const opened = openSample(sample, published.callbackAesKey);
    expect(opened.message).toBe('1616140317555161061');
    expect(sealMessage(opened.message, published, '1409659589', '263014780', opened.random)).toMatchObject({ encrypt: sample, signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3' });
  });

  test('own, URL check', () => {
    expect(sealMessage('echo-7312', keys, '1700000000', 'n0nce42', random)).toMatchObject({
      encrypt: '4j/AuRx71kQlxVlzbpsMWNWnP9RlDIJKgR21/Fa9OubFbfTQWi88CkSMhJD19ZiEJMZwoIhQPJ4SzUupwfFyKQ==', signature: '6dedb292e2ea4813a1464a04720879e4fe491e8a',
    });
  });

  test('own, event: the XML of 2.3 on one line', () => {
    const xml = toXml({
      ToUserName: corp.id, FromUserName: 'sys', CreateTime: 1_700_000_000, MsgType: 'event', Event: 'change_external_contact', ChangeType: 'add_external_contact', UserID: 'u_amy',
      ExternalUserID: 'wmSandbox0001', State: 'ch_01', WelcomeCode: 'wc_demo_1',
    });
    expect(Buffer.byteLength(xml)).toBe(460);
    const sealed = sealMessage(xml, keys, '1700000000', 'n0nce42', random);
    expect(sealed.encrypt).toHaveLength(684);
    expect(createHash('sha1').update(sealed.encrypt).digest('hex')).toBe('7c50e7287884354aeb519df78eb3421f4e2c5a2c');
    expect(sealed.signature).toBe('9502dc49d241dccd2e3e8122bab474366231bfe0');
  });

  test('text that would end a CDATA is split over two', () => {
    expect(toXml({ Name: 'a]]>b' })).toBe('<xml><Name><![CDATA[a]]]]><![CDATA[>b]]></Name></xml>');
  });
});

function openSample(encrypted: string, aesKey: string) {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  return { random: plain.subarray(0, 16), message: plain.subarray(20, 20 + plain.readUInt32BE(16)).toString('utf8') };
}

describe('what is sent', () => {
  test('an add: signed, sealed for the corp, with state and welcome code', async () => {
    const contact = await aContact(play, { configId: await aContactWay(play) });
    const [callback] = await arrived();
    expect(callback).toMatchObject({ signed: true, corpId: corp.id, contentType: expect.stringContaining('xml') });
    expect(callback?.body).toMatch(/^<xml><ToUserName><!\[CDATA\[wwsandbox000000001\]\]><\/ToUserName><AgentID><!\[CDATA\[1000002\]\]><\/AgentID><Encrypt><!\[CDATA\[[0-9A-Za-z+/=]+\]\]><\/Encrypt><\/xml>$/);
    expect(callback?.fields).toEqual({
      ToUserName: corp.id, FromUserName: 'sys', CreateTime: expect.stringMatching(/^\d{10}$/), MsgType: 'event', Event: 'change_external_contact', ChangeType: 'add_external_contact', UserID: 'u_amy',
      ExternalUserID: contact.externalUserid, State: 'ch_01', WelcomeCode: contact.welcomeCode,
    });
  });

  test('each action of the phones has its event', async () => {
    const half = await aContact(play, { userid: 'u_amy', half: true });
    const pair = { externalUserid: half.externalUserid, userid: 'u_amy' };
    await play.control('add', pair);
    await play.control('remark', { ...pair, remark: '林女士' });
    await play.control('removeByCustomer', pair);
    await play.control('removeByStaff', pair);
    const types = (await arrived()).map(({ fields }) => [fields.ChangeType, fields.UserID, fields.ExternalUserID]);
    expect(types).toEqual(['add_half_external_contact', 'add_external_contact', 'edit_external_contact', 'del_follow_user', 'del_external_contact'].map((type) => [type, 'u_amy', half.externalUserid]));
    for (const { fields } of receiver.received) expect(fields).not.toHaveProperty('State');
  });

  test('friends who add again: no welcome code in the event', async () => {
    const { externalUserid } = await aContact(play);
    await aContact(play, { externalUserid, userid: 'u_amy' });
    const [first, second] = await arrived();
    expect(first?.fields).toHaveProperty('WelcomeCode');
    expect(second?.fields).not.toHaveProperty('WelcomeCode');
  });

  test('writes by the API are told to nobody', async () => {
    const { externalUserid } = await aContact(play, { configId: await aContactWay(play) });
    await arrived();
    const tag = [...play.running.state.tags.keys()][0];
    await play.api('externalcontact/remark', { body: { userid: 'u_amy', external_userid: externalUserid, remark: '林女士' } });
    await play.api('externalcontact/mark_tag', { body: { userid: 'u_amy', external_userid: externalUserid, add_tag: [tag] } });
    await play.api('externalcontact/add_corp_tag', { body: { group_name: '阶段', tag: [{ name: '新客' }] } });
    await aContactWay(play);
    await play.control('populate', { customers: 20, days: 5 });
    expect(await arrived()).toHaveLength(1);
  });
});

describe('delivery (contract 2.1)', () => {
  test.each([['an error status', (response: { writeHead(status: number): { end(): void } }) => response.writeHead(500).end()], ['no answer in time', () => undefined]])('%s: sent again, three more times, the same each time', async (_, answer) => {
    receiver.answer = (__, response) => void answer(response);
    await aContact(play);
    const received = await arrived();
    expect(received).toHaveLength(4);
    expect(new Set(received.map(({ body, query }) => `${body} ${query}`)).size).toBe(1);
  });

  test('an answer on the second try ends it', async () => {
    let count = 0;
    receiver.answer = (_, response) => { count += 1; response.writeHead(count === 1 ? 503 : 200).end(); };
    await aContact(play);
    expect(await arrived()).toHaveLength(2);
  });

  test('nobody listens: given up after four tries, and the log says so', async () => {
    play.running.setCallbackUrl('http://127.0.0.1:1/callback');
    await aContact(play);
    await play.running.idle();
    const rows = (await play.get('/sandbox/log?limit=10')).body.rows.filter(({ direction }: { direction: string }) => direction === 'out');
    expect(rows.slice(0, 4).map((row: any) => [row.status, row.request.attempt])).toEqual([[0, 4], [0, 3], [0, 2], [0, 1]]);
    expect(rows[0].answer).toMatch(/连接失败/);
  });

  test('copies, each with a signature of its own', async () => {
    await play.control('deliveries', { duplicate: 2 });
    await aContact(play);
    const received = await arrived();
    expect(received.map(({ signed }) => signed)).toEqual([true, true, true]);
    expect(new Set(received.map(({ xml }) => xml)).size).toBe(1);
    expect(new Set(received.map(({ body }) => body)).size).toBe(3);
  });

  test('drop 1 loses all, 0 loses none', async () => {
    await play.control('deliveries', { drop: 1 });
    await aContact(play);
    expect(await arrived()).toHaveLength(0);
    await play.control('deliveries', { drop: 0 });
    await aContact(play);
    expect(await arrived()).toHaveLength(1);
  });

  test('paused callbacks wait and come in order', async () => {
    await play.control('deliveries', { paused: true });
    const first = await aContact(play);
    const second = await aContact(play, { userid: 'u_ben' });
    expect(receiver.received).toHaveLength(0);
    expect((await play.get('/sandbox/state')).body.deliveries).toEqual({ drop: 0, duplicate: 0, shuffle: 0, delayMs: 0, paused: true, waiting: 2 });
    await play.control('deliveries', { paused: false });
    expect((await arrived()).map(({ fields }) => fields.ExternalUserID)).toEqual([first.externalUserid, second.externalUserid]);
  });

  test('delay and shuffle change when they come, not what comes', async () => {
    await play.control('deliveries', { delayMs: 60 });
    const startedMs = performance.now();
    await aContact(play);
    await arrived();
    expect(performance.now() - startedMs).toBeGreaterThan(55);
    receiver.received.length = 0;
    await play.control('deliveries', { delayMs: 0, shuffle: 1 });
    const made: Contact[] = [];
    for (let count = 0; count < 8; count += 1) made.push(await aContact(play));
    const order = (await arrived()).map(({ fields }) => fields.ExternalUserID);
    expect([...order].sort()).toEqual(made.map(({ externalUserid }) => externalUserid).sort());
    expect(order).not.toEqual(made.map(({ externalUserid }) => externalUserid));
  });

  test('replay: the same event under a new signature', async () => {
    const { callbackId } = await aContact(play);
    await arrived();
    await play.control('replay', { callbackId });
    const [first, second] = await arrived();
    expect(second).toMatchObject({ signed: true, xml: first?.xml });
    expect(second?.query.get('nonce')).not.toBe(first?.query.get('nonce'));
    expect((await play.control('replay', { callbackId: 'nothing' })).status).toBe(404);
  });

  test('2 000 a minute and more get through', async () => {
    const configId = await aContactWay(play);
    const startedMs = performance.now();
    await play.control('burst', { count: 300, perSecond: 600, configId });
    const codes = () => new Set(receiver.received.map(({ fields }) => fields.WelcomeCode)).size; // a busy machine may see one twice
    while (codes() < 300 && performance.now() - startedMs < 9_000) await new Promise((resolve) => { setTimeout(resolve, 50); });
    expect(codes()).toBe(300);
    await play.running.idle();
  });
});

describe('the address is saved', () => {
  test('after it has opened the echo', async () => {
    receiver.answer = (request, response) => {
      const query = new URL(request.url ?? '', receiver.url).searchParams;
      if (request.method !== 'GET') return void response.end('');
      const sealed = query.get('echostr') ?? '';
      const { xml, signed } = openCallback(`<Encrypt><![CDATA[${sealed}]]></Encrypt>`, query);
      response.end(signed ? xml : '');
    };
    expect((await play.control('callback', { url: receiver.url })).body).toEqual({ url: receiver.url });
    expect((await play.get('/sandbox/state')).body.corp.callbackUrl).toBe(receiver.url);
  });

  test('not where it answers anything else, or nothing', async () => {
    const before = play.running.sandbox.callbacks.url();
    expect((await play.control('callback', { url: `${receiver.url}/other` })).status).toBe(409);
    expect((await play.control('callback', { url: 'http://127.0.0.1:1/x' })).body.error).toMatch(/没有通过验证/);
    expect(play.running.sandbox.callbacks.url()).toBe(before);
    expect((await play.control('callback', { url: `${receiver.url}/other`, check: false })).status).toBe(200);
  });
});

test('an add that cannot be is refused, and nobody is told', async () => {
  const externalUserid = await aNewCustomer(play);
  expect((await play.control('add', { externalUserid: 'wmNobody', userid: 'u_amy' })).status).toBe(404);
  expect((await play.control('add', { externalUserid, userid: 'u_admin' })).status).toBe(409);
  const told = (await arrived()).map(({ fields }) => fields.ExternalUserID);
  expect(told).not.toContain(externalUserid);
  expect(told).not.toContain('wmNobody');
});
