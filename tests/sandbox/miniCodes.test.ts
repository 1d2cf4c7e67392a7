import { inflateSync } from 'node:zlib';
import QRCode from 'qrcode';
import { useSandbox } from '../support/sandboxBuilders.ts';
import { stableToken, wechat } from '../support/wechatBuilders.ts';

const play = useSandbox({ miniprogramPages: ['pages/home/home', 'pages/invite/accept'] });
const invite = { scene: 'i=ABCDEFGHJKMN', page: 'pages/invite/accept' };

async function picture(body: object): Promise<{ type: string | null; bytes: Buffer }> {
  const token = (await stableToken(play)).body.access_token;
  const answer = await fetch(`${play.running.url}/wxa/getwxacodeunlimit?access_token=${token}`, { method: 'POST', body: JSON.stringify(body) });
  return { type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) };
}
/** Reads a picture of two colours as a camera would: the dark square, cut in equal modules. */
function modulesOf(png: Buffer, size: number): number[][] {
  const width = png.readUInt32BE(16);
  const at = png.indexOf('IDAT');
  const pixels = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const dark = (x: number, y: number) => pixels[y * (width + 1) + 1 + x] ?? 0;
  const rows = Array.from({ length: width }, (_, y) => y).filter((y) => Array.from({ length: width }, (__, x) => dark(x, y)).includes(1));
  const [first = 0, last = 0] = [rows[0], rows.at(-1)];
  const step = (last - first + 1) / size;
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (__, column) => dark(Math.floor(first + (column + 0.5) * step), Math.floor(first + (row + 0.5) * step))));
}
const errcode = async (body: unknown) => (await wechat(play, 'wxa/getwxacodeunlimit', body)).body?.errcode;

describe('getwxacodeunlimit (contract 8.2)', () => {
  test('a PNG that says page and scene; 430 wide unless asked', async () => {
    const { type, bytes } = await picture(invite);
    expect([type, bytes.subarray(1, 4).toString(), bytes.readUInt32BE(16)]).toEqual(['image/png', 'PNG', 430]);
    const expected = QRCode.create('sandbox-mini:pages/invite/accept?scene=i%3DABCDEFGHJKMN', { errorCorrectionLevel: 'M' }).modules;
    expect(modulesOf(bytes, expected.size)).toEqual(Array.from({ length: expected.size }, (_, row) => Array.from({ length: expected.size }, (__, column) => Number(expected.get(row, column)))));
    expect((await picture({ ...invite, width: 1280 })).bytes.readUInt32BE(16)).toBe(1280);
  });

  test('the desk knows every code that was made, once', async () => {
    await picture(invite);
    await picture({ ...invite, width: 280 });
    await picture({ scene: 'a' });
    const { miniCodes } = (await play.get('/sandbox/state')).body;
    expect(miniCodes.map(({ text }: { text: string }) => text)).toEqual(['sandbox-mini:pages/invite/accept?scene=i%3DABCDEFGHJKMN', 'sandbox-mini:pages/home/home?scene=a']);
    const drawn = await fetch(`${play.running.url}/mini-code/${miniCodes[0].id}`);
    expect([drawn.status, drawn.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await play.get('/mini-code/nothing')).status).toBe(404);
  });

  test.each([
    ['no scene', { page: invite.page }, 40169], ['33 characters', { scene: 'a'.repeat(33) }, 40169], ['32 characters', { scene: 'a'.repeat(32) }, undefined], ['a blank in it', { scene: 'a b' }, 40169], ['Chinese', { scene: '邀请' }, 40169], ['a percent sign', { scene: 'a%3D' }, 40169],
    ['every other letter', { scene: "!#$&'()*+,/:;=?@-._~" }, undefined],
    ['a page that is not published', { ...invite, page: 'pages/no/no' }, 41030], ['the same without the check', { ...invite, page: 'pages/no/no', check_path: false }, undefined],
    ['a leading slash', { ...invite, page: '/pages/invite/accept' }, 41030], ['a query in the page', { ...invite, page: 'pages/invite/accept?a=1' }, 41030], ['279 wide', { ...invite, width: 279 }, 40097],
    ['broken JSON', '{', 40169], ['no body', '', 40169],
  ])('%s', async (_, body, expected) => {
    expect(await errcode(body)).toBe(expected);
  });

  test('the control plane says which pages are published, until a reset', async () => {
    await play.control('miniprogram', { pages: ['pages/no/no'] });
    expect([await errcode({ scene: 'a', page: 'pages/no/no' }), await errcode(invite)]).toEqual([undefined, 41030]);
    await play.control('reset');
    expect([await errcode({ scene: 'a', page: 'pages/no/no' }), await errcode(invite)]).toEqual([41030, undefined]);
  });
});
