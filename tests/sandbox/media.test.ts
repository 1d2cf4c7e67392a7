import { samples, upload, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();
const get = async (media_id: string) => fetch(`${play.running.url}/cgi-bin/media/get?access_token=${await play.token()}&media_id=${media_id}`);

test('what was uploaded comes back for three days', async () => {
  const { body } = await upload(play, 'media/upload', { type: 'image' }, samples.png, '封面.png');
  expect(body).toEqual({ errcode: 0, errmsg: '', type: 'image', media_id: expect.any(String), created_at: expect.stringMatching(/^\d{10}$/) });
  const answer = await get(body.media_id);
  expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('封面.png'));
  expect(Buffer.from(await answer.arrayBuffer()).equals(samples.png)).toBe(true);
  await play.moveClock(3 * 86_400_000);
  expect(((await (await get(body.media_id)).json()) as { errcode: number }).errcode).toBe(40007);
});

test('the same picture stands at an address for the pages', async () => {
  const { body } = await upload(play, 'media/upload', { type: 'image' }, samples.png);
  const answer = await fetch(`${play.running.url}/media/${body.media_id}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await fetch(`${play.running.url}/media/nothing`)).status).toBe(404);
});

test('a page that was uploaded as a file is never shown as a page', async () => {
  const { body } = await upload(play, 'media/upload', { type: 'file' }, Buffer.from('<script>1</script>'), 'a.html', 'text/html');
  const answer = await fetch(`${play.running.url}/media/${body.media_id}`);
  expect([answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual(['application/octet-stream', 'nosniff']);
});

test.each([
  ['no type', '', samples.png, 'a.png', 40004], ['an unknown type', 'poem', samples.png, 'a.png', 40004], ['a name of every object', 'constructor', samples.png, 'a.png', 40004], ['no filename', 'image', samples.png, '', 44001],
  ['empty', 'image', Buffer.alloc(0), 'a.png', 44001], ['five bytes', 'file', Buffer.from('12345'), 'a.txt', 40006], ['six bytes', 'file', Buffer.from('123456'), 'a.txt', 0],
  ['text as an image', 'image', samples.text, 'a.png', 40004], ['text as a video', 'video', samples.text, 'a.mp4', 40004], ['a video', 'video', samples.mp4, 'a.mp4', 0],
  ['an image above 10 MB', 'image', Buffer.concat([samples.png, Buffer.alloc(10 * 1_048_576)]), 'a.png', 45001], ['voice above 2 MB', 'voice', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(2 * 1_048_576)]), 'a.amr', 45001],
])('upload: %s', async (_, type, bytes, name, errcode) => {
  expect((await upload(play, 'media/upload', { type }, bytes, name)).body.errcode).toBe(errcode);
});

test('a body that is no form: 44001, but the token is looked at first', async () => {
  expect((await play.api('media/upload', { query: { type: 'image' }, init: { method: 'POST', body: '{}' } })).body.errcode).toBe(44001);
  expect((await play.api('media/upload', { query: { type: 'image' }, token: 'nobody', init: { method: 'POST', body: '{}' } })).body.errcode).toBe(40014);
});

test('uploadimg gives a lasting address', async () => {
  const { body } = await upload(play, 'media/uploadimg', {}, samples.png);
  expect(body).toEqual({ errcode: 0, errmsg: '', url: expect.stringMatching(/^http/) });
  await play.moveClock(30 * 86_400_000);
  expect((await fetch(body.url.replace('localhost', '127.0.0.1'))).status).toBe(200);
  expect((await upload(play, 'media/uploadimg', {}, samples.text, 'a.png')).body.errcode).toBe(40004);
  expect((await upload(play, 'media/uploadimg', {}, Buffer.concat([samples.png, Buffer.alloc(2 * 1_048_576)]))).body.errcode).toBe(45001);
});

test('get refuses: missing and unknown', async () => {
  expect((await play.api('media/get')).body.errcode).toBe(40007);
  expect((await play.api('media/get', { query: { media_id: 'nothing' } })).body.errcode).toBe(40007);
});
