import { endpoints } from '../../scripts/sandbox/api/index.ts';
import { wechat } from '../../scripts/sandbox/wechat/index.ts';
import { aContactWay, useSandbox } from '../support/sandboxBuilders.ts';

const play = useSandbox();

test('the QR picture of a code, and where it leads', async () => {
  const configId = await aContactWay(play);
  const picture = await fetch(`${play.running.url}/qr/${configId}`);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  const add = await play.get(`/add/${configId}`);
  expect([add.status, add.headers.get('location')]).toEqual([302, `/?scan=${configId}`]);
  expect((await play.get('/qr/nothing')).status).toBe(404);
});

test('a picture of everybody, with initials', async () => {
  const { status, text, headers } = await play.get('/avatar/u_amy.svg');
  expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  expect(text).toContain('安琪');
  const { body } = await play.control('customers', { name: '<b>x' });
  expect((await play.get(`/avatar/${body.externalUserid}.svg`)).text).not.toContain('<b>');
  expect((await play.get('/avatar/u_nobody.svg')).status).toBe(404);
});

test('the page about the sandbox lists every path that it answers', async () => {
  const { text } = await play.get('/about');
  for (const path of [...endpoints.keys(), ...wechat.endpoints.keys(), '/sms/send', `smtp://guanhu:sandbox-mail-secret@127.0.0.1:${play.running.smtpPort}`]) expect(text).toContain(path);
  expect(text).toContain('wwsandbox000000001');
});

test('the desk is at the root; nothing outside its folder is served', async () => {
  expect((await play.get('/')).headers.get('content-type')).toContain('text/html');
  expect((await play.get('/%2e%2e/%2e%2e/main.ts')).status).toBe(404);
  expect((await play.get('/..%2f..%2fmain.ts')).status).toBe(404);
  expect((await play.get('/%E0%A4%A')).status).toBe(404);
  expect((await play.get('/a%00b.js')).status).toBe(404);
});
