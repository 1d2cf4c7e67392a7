import { useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();
const send = (change: object, token?: string) => play.api('message/send', { body: { touser: 'u_amy', msgtype: 'text', agentid: 1_000_002, text: { content: '您有一位新客户' }, ...change }, ...(token ? { token } : {}) });
const delivered = () => play.running.state.messages;
const card = { msgtype: 'textcard', textcard: { title: '新客户', description: '林小满添加了您', url: 'https://scrm.example.com/c/1', btntxt: '查看' } };

test('text, markdown and text card reach the people named', async () => {
  expect((await send({ touser: 'u_amy|u_ben' })).body).toEqual({ errcode: 0, errmsg: 'ok', msgid: expect.any(String) });
  expect((await send({ msgtype: 'markdown', markdown: { content: '**新客户**' } })).body.errcode).toBe(0);
  expect((await send(card)).body.errcode).toBe(0);
  expect(delivered().map(({ msgtype, userids }) => [msgtype, userids])).toEqual([['text', ['u_amy', 'u_ben']], ['markdown', ['u_amy']], ['textcard', ['u_amy']]]);
});

test('departments and @all', async () => {
  await send({ touser: '', toparty: '21' });
  expect(delivered().at(-1)?.userids).toEqual(expect.arrayContaining(['u_amy', 'u_ben', 'u_sup_21']));
  await send({ touser: '@all' });
  expect(delivered().at(-1)?.userids).toHaveLength(59); // sixty, of whom one is not activated
});

test('partly unknown receivers are told in lower case; all unknown is 81013', async () => {
  expect((await send({ touser: 'u_amy|U_Nobody', toparty: '21|99' })).body).toMatchObject({ errcode: 0, invaliduser: 'u_nobody', invalidparty: '99' });
  expect((await send({ touser: 'u_nobody' })).body.errcode).toBe(81013);
});

test.each([
  ['nobody named', { touser: '' }, 82001], ['101 departments', { toparty: Array.from({ length: 101 }, (_, index) => index).join('|') }, 82002], ['101 tags', { totag: Array.from({ length: 101 }, (_, index) => index).join('|') }, 82003],
  ['no agentid', { agentid: undefined }, 41011], ['an agentid that is no number', { agentid: 'x' }, 40056], ['another app', { agentid: 1_000_003 }, 301002], ['an unknown kind', { msgtype: 'poem' }, 40008], ['no kind', { msgtype: undefined }, 40008],
  ['no text', { text: undefined }, 44004], ['an empty text', { text: { content: '' } }, 44004], ['a card without a description', { ...card, textcard: { ...card.textcard, description: undefined } }, 41033],
  ['a card whose address has no scheme', { ...card, textcard: { ...card.textcard, url: 'scrm.example.com' } }, 45034], ['a title of 129 B', { ...card, textcard: { ...card.textcard, title: 'a'.repeat(129) } }, 40058],
  ['a description of 513 B', { ...card, textcard: { ...card.textcard, description: 'a'.repeat(513) } }, 40058], ['a button of five characters', { ...card, textcard: { ...card.textcard, btntxt: '点这里看看' } }, 40058],
])('%s', async (_, change, errcode) => {
  expect((await send(change)).body.errcode).toBe(errcode);
});

test('text is cut at 2048 B, between characters', async () => {
  await send({ text: { content: '一'.repeat(800) } });
  expect(delivered().at(-1)?.body).toEqual({ content: '一'.repeat(682) }); // 2046 B
});

test('the 31st message of a minute to one member is dropped without a word', async () => {
  const token = await play.token();
  for (let count = 0; count < 31; count += 1) expect((await send({}, token)).body.errcode).toBe(0);
  expect(delivered().filter(({ userids }) => userids.includes('u_amy'))).toHaveLength(30);
  await play.moveClock(60_000);
  await send({}, token);
  expect(delivered().at(-1)?.userids).toEqual(['u_amy']);
});
