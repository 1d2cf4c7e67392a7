import { aContact, aContactWay, samples, upload, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();
const send = (body: object) => play.api('externalcontact/send_welcome_msg', { body });
const hello = { text: { content: '您好，我是陈安琪' } };
const aCode = async () => (await aContact(play, { configId: await aContactWay(play) })).welcomeCode;
const link = { msgtype: 'link', link: { title: '服务指南', url: 'https://m.example.com/g' } };

describe('the code (contract 4.4)', () => {
  test('sends once; the second use is 41051', async () => {
    const welcome_code = await aCode();
    expect((await send({ welcome_code, ...hello })).body).toEqual({ errcode: 0, errmsg: 'ok' });
    expect((await send({ welcome_code, ...hello })).body.errcode).toBe(41051);
  });

  test('of two at the same time one goes through', async () => {
    const welcome_code = await aCode();
    const codes = (await Promise.all(Array.from({ length: 8 }, () => send({ welcome_code, ...hello })))).map(({ body }) => body.errcode);
    expect(codes.sort()).toEqual([0, 41051, 41051, 41051, 41051, 41051, 41051, 41051]);
  });

  test('lives 20 s of the sandbox clock', async () => {
    const inTime = await aCode();
    await play.moveClock(19_000);
    expect((await send({ welcome_code: inTime, ...hello })).body.errcode).toBe(0);
    const late = await aCode();
    await play.moveClock(20_001);
    expect((await send({ welcome_code: late, ...hello })).body.errcode).toBe(41050);
  });

  test('missing 41049, unknown 41050, by fault 41096 and then still good', async () => {
    expect((await send(hello)).body.errcode).toBe(41049);
    expect((await send({ welcome_code: 'guess', ...hello })).body.errcode).toBe(41050);
    const welcome_code = await aCode();
    await play.control('faults', { path: '/cgi-bin/externalcontact/send_welcome_msg', errcode: 41096 });
    expect((await send({ welcome_code, ...hello })).body.errcode).toBe(41096);
    expect((await send({ welcome_code, ...hello })).body.errcode).toBe(0);
  });

  test('is void once the two have begun to chat, or are no longer friends', async () => {
    const chatting = await aContact(play);
    await play.control('message', { externalUserid: chatting.externalUserid, userid: 'u_amy', from: 'customer', text: '在吗' });
    expect((await send({ welcome_code: chatting.welcomeCode, ...hello })).body.errcode).toBe(41051);
    const removed = await aContact(play);
    await play.control('removeByStaff', { externalUserid: removed.externalUserid, userid: 'u_amy' });
    expect((await send({ welcome_code: removed.welcomeCode, ...hello })).body.errcode).toBe(84061);
  });

  test('is not given to friends who chat already, nor after the code of a half add was used', async () => {
    const { externalUserid } = await aContact(play);
    expect((await aContact(play, { externalUserid, userid: 'u_amy' })).welcomeCode).toBeNull();
    const half = await aContact(play, { userid: 'u_ben', half: true });
    await send({ welcome_code: half.welcomeCode, ...hello });
    expect((await aContact(play, { externalUserid: half.externalUserid, userid: 'u_ben' })).welcomeCode).toBeNull();
    const unused = await aContact(play, { userid: 'u_ben', half: true });
    expect((await aContact(play, { externalUserid: unused.externalUserid, userid: 'u_ben' })).welcomeCode).toEqual(expect.any(String));
  });
});

describe('the message (contract 4.3)', () => {
  test.each([
    ['neither text nor attachments', {}, 40058], ['an empty text', { text: { content: '' } }, 40058], ['text of 4001 B', { text: { content: 'a'.repeat(4_001) } }, 40058], ['text of 4002 B in Chinese', { text: { content: '一'.repeat(1_334) } }, 40058],
    ['text of 3999 B in Chinese', { text: { content: '一'.repeat(1_333) } }, 0], ['ten attachments', { attachments: Array(10).fill(link) }, 41064], ['nine attachments', { attachments: Array(9).fill(link) }, 0],
    ['an unknown kind', { attachments: [{ msgtype: 'card', card: {} }] }, 41065], ['no kind', { attachments: [{ link: link.link }] }, 41065], ['a kind without its body', { attachments: [{ msgtype: 'link' }] }, 40058],
    ['a link without a title', { attachments: [{ msgtype: 'link', link: { url: 'https://m.example.com' } }] }, 40058], ['a title of 129 B', { attachments: [{ msgtype: 'link', link: { ...link.link, title: 'a'.repeat(129) } }] }, 40058],
    ['a description of 513 B', { attachments: [{ msgtype: 'link', link: { ...link.link, desc: 'a'.repeat(513) } }] }, 40058], ['an address of 2049 B', { attachments: [{ msgtype: 'link', link: { ...link.link, url: `https://m.example.com/${'a'.repeat(2_030)}` } }] }, 40058],
    ['a picture that nobody uploaded', { attachments: [{ msgtype: 'image', image: { media_id: 'nothing' } }] }, 40007], ['a picture from elsewhere', { attachments: [{ msgtype: 'image', image: { pic_url: 'https://img.example.com/a.png' } }] }, 40007],
    ['a picture of nothing', { attachments: [{ msgtype: 'image', image: {} }] }, 40058],
  ])('%s', async (_, message, errcode) => {
    const welcome_code = await aCode();
    expect((await send({ welcome_code, ...message })).body.errcode).toBe(errcode);
    expect((await send({ welcome_code, ...hello })).body.errcode).toBe(errcode === 0 ? 41051 : 0); // a refusal leaves the code good
  });

  test('a mini-program card needs an uploaded picture and the bound appid', async () => {
    const mediaId = (await upload(play, 'media/upload', { type: 'image' }, samples.png)).body.media_id;
    const fileId = (await upload(play, 'media/upload', { type: 'file' }, samples.text, 'a.txt', 'text/plain')).body.media_id;
    const card = (change: object) => ({ attachments: [{ msgtype: 'miniprogram', miniprogram: { title: '本周权益', pic_media_id: mediaId, appid: 'wxsandboxapp00001', page: 'pages/home/index', ...change } }] });
    const welcome_code = await aCode();
    expect((await send({ welcome_code, ...card({ title: '一'.repeat(22) }) })).body.errcode).toBe(40058); // 66 B
    expect((await send({ welcome_code, ...card({ appid: 'wxother' }) })).body.errcode).toBe(90208);
    expect((await send({ welcome_code, ...card({ pic_media_id: 'nothing' }) })).body.errcode).toBe(40007);
    expect((await send({ welcome_code, ...card({ pic_media_id: fileId }) })).body.errcode).toBe(40007);
    expect((await send({ welcome_code, ...hello, ...card({}) })).body.errcode).toBe(0);
    const { rows } = (await play.get('/sandbox/welcomes')).body;
    expect(rows.at(-1)).toMatchObject({ welcomeCode: welcome_code, message: { text: hello.text.content, attachments: [{ msgtype: 'miniprogram', mediaUrl: expect.stringContaining(mediaId) }] } });
  });

  test('media older than three days is no longer good', async () => {
    const mediaId = (await upload(play, 'media/upload', { type: 'image' }, samples.png)).body.media_id;
    await play.moveClock(3 * 86_400_000);
    expect((await send({ welcome_code: await aCode(), attachments: [{ msgtype: 'image', image: { media_id: mediaId } }] })).body.errcode).toBe(40007);
  });

  test('a permanent picture goes by its address', async () => {
    const url = (await upload(play, 'media/uploadimg', {}, samples.png)).body.url;
    expect((await send({ welcome_code: await aCode(), attachments: [{ msgtype: 'image', image: { pic_url: url } }] })).body.errcode).toBe(0);
  });

  test('stands in the chat for both phones', async () => {
    const { externalUserid, welcomeCode } = await aContact(play);
    await send({ welcome_code: welcomeCode, ...hello, attachments: [link] });
    const { chats } = (await play.get('/sandbox/state')).body;
    expect(chats).toEqual([{ userid: 'u_amy', externalUserid, lines: [
      { at: expect.any(Number), from: 'system', text: expect.stringContaining('陈安琪') },
      { at: expect.any(Number), from: 'welcome', text: hello.text.content, attachments: [link] },
    ] }]);
  });
});
