import { aNewCustomer, useSandbox } from '../support/sandboxBuilders.ts';
import { openidOf, wechat } from '../support/wechatBuilders.ts';

const play = useSandbox({ miniprogramPages: ['pages/home/home'], miniprogramTemplates: ['tpl_points', 'tpl_task'] });
const message = { template_id: 'tpl_points', page: 'pages/home/home?from=msg', data: { thing1: { value: '积分到账' }, number2: { value: '100' } } };
const send = async (body: object) => (await wechat(play, 'cgi-bin/message/subscribe/send', body)).body;

async function aReader(times = 1) {
  const externalUserid = await aNewCustomer(play);
  const touser = await openidOf(play, externalUserid);
  if (times > 0) await play.control('subscribe', { externalUserid, templateIds: ['tpl_points'], times });
  return { externalUserid, touser };
}

describe('subscribe/send (contract 8.3)', () => {
  test('one message for one consent, on that person’s phone; then 43101', async () => {
    const { externalUserid, touser } = await aReader();
    await play.control('hold', { externalUserid });
    expect(await send({ touser, ...message })).toEqual({ errcode: 0, errmsg: 'ok' });
    expect((await play.get('/sandbox/state')).body.notices).toEqual([{ at: expect.any(Number), externalUserid, templateId: 'tpl_points', page: message.page, data: { thing1: '积分到账', number2: '100' } }]);
    expect(await send({ touser, ...message })).toEqual({ errcode: 43101, errmsg: expect.stringMatching(/^user refuse to accept the msg rid: \S+$/) });
  });

  test('consents add up, one person’s and one template’s each', async () => {
    const { externalUserid, touser } = await aReader(0);
    const other = await aReader(0);
    for (const left of [1, 2]) expect((await play.control('subscribe', { externalUserid, templateIds: ['tpl_points'] })).body).toEqual({ left: { tpl_points: left } });
    expect((await send({ touser: other.touser, ...message })).errcode).toBe(43101);
    expect((await send({ touser, ...message, template_id: 'tpl_task' })).errcode).toBe(43101);
    expect([(await send({ touser, ...message })).errcode, (await send({ touser, ...message })).errcode, (await send({ touser, ...message })).errcode]).toEqual([0, 0, 43101]);
  });

  test.each([
    ['an openid of nobody', { touser: 'oNobody' }, 40003], ['no openid', { touser: '' }, 40003], ['no such template', { template_id: 'tpl_none' }, 40037], ['no template', { template_id: '' }, 40037], ['an unpublished page', { page: 'pages/no/no' }, 41030],
    ['no data', { data: undefined }, 47003], ['thing of 21', { data: { thing1: { value: '长'.repeat(21) } } }, 47003], ['thing of 20', { data: { thing1: { value: '长'.repeat(20) } } }, 0],
    ['character_string of 33', { data: { character_string1: { value: 'a'.repeat(33) } } }, 47003], ['phone_number of 18', { data: { phone_number1: { value: '1'.repeat(18) } } }, 47003], ['car_number of 9', { data: { car_number1: { value: 'a'.repeat(9) } } }, 47003],
    ['phrase of 6', { data: { phrase1: { value: '一二三四五六' } } }, 47003], ['phrase of 5', { data: { phrase1: { value: '一二三四五' } } }, 0], ['name of 11', { data: { name1: { value: '一'.repeat(11) } } }, 47003],
    ['number of 33', { data: { number1: { value: '1'.repeat(33) } } }, 47003], ['a field of no kind', { data: { other1: { value: 'a' } } }, 47003], ['an empty field', { data: { thing1: { value: '' } } }, 47003],
  ])('%s', async (_, change, errcode) => {
    const { touser } = await aReader();
    expect((await send({ touser, ...message, ...change })).errcode).toBe(errcode);
  });

  test('47003 names the field', async () => {
    const { touser } = await aReader();
    expect((await send({ touser, ...message, data: { thing7: { value: '长'.repeat(21) } } })).errmsg).toContain('data.thing7.value');
  });

  test('the phone cannot agree to a template that there is not', async () => {
    expect((await play.control('subscribe', { externalUserid: await aNewCustomer(play), templateIds: ['tpl_none'] })).status).toBe(404);
  });
});
