import { createCode } from '../../server/channels/createCode.ts';
import { ContactWay } from '../../server/channels/contactWay.model.ts';
import { call } from '../../server/platform/operation.ts';
import { actorFor, codeFields, useCodeWecom } from '../support/channelsBuilders.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { baseUrl, useServer } from '../support/harness.ts';

useServer();
useCodeWecom();
let east: SignedIn;
let id = '';
beforeAll(async () => {
  await aTree();
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  await aSignedIn({ userid: 'u_amy' });
  await aSignedIn({ userid: 'u_ben' });
  id = (await call(createCode, codeFields({ name: '下载用码' }), { actor: actorFor(east.staff) })).id;
});

const download = (token?: string, code = id) => fetch(`${baseUrl}/channels/qr/${code}`, { headers: { accept: 'application/json', ...(token ? { cookie: `guanhu=${token}` } : {}) } });
const codeOf = async (response: Response) => [response.status, (await response.json() as { code: string }).code];

test('who sees the code gets its picture as a file under its name', async () => {
  await ContactWay.updateOne({ 'owner.id': id }, { qrCode: `${baseUrl}/content/cover.png` });
  const response = await download(east.token);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('下载用码.png'));
  expect(Buffer.from(await response.arrayBuffer()).subarray(1, 4).toString()).toBe('PNG');
});

test('nobody signed in: 401; another branch: 404', async () => {
  expect(await codeOf(await download())).toEqual([401, 'platform.notSignedIn']);
  const south = await aSignedIn({ place: 'south', roles: ['supervisor'] });
  expect(await codeOf(await download(south.token))).toEqual([404, 'channels.codeNotFound']);
});

test('no picture yet, or the host gives none: said so', async () => {
  await ContactWay.updateOne({ 'owner.id': id }, { qrCode: '' });
  expect(await codeOf(await download(east.token))).toEqual([409, 'channels.codeBusy']);
  await ContactWay.updateOne({ 'owner.id': id }, { qrCode: `${baseUrl}/healthz` });
  expect(await codeOf(await download(east.token))).toEqual([503, 'wecom.unreachable']);
});
