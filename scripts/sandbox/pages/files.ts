import type Router from '@koa/router';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import QRCode from 'qrcode';
import type { Sandbox } from '../sandbox.ts';
import { miniCodePicture } from '../wechat/miniCode.ts';
import { escape, htmlPage } from './html.ts';

const palette = ['#1F4FD8', '#16794C', '#855B10', '#8A3A6B', '#0F6B7A', '#5B45B0', '#A6441C', '#4A5876'];
const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json', '.woff2': 'font/woff2', '.ico': 'image/x-icon' };
const shownImages = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Codes, pictures, and the desk page. */
export function fileRoutes(router: Router, sandbox: Sandbox): void {
  router.get('/qr/:configId', async (ctx) => {
    const way = sandbox.state.contactWays.get(String(ctx.params.configId));
    if (!way) return;
    ctx.type = 'png';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await QRCode.toBuffer(`${sandbox.publicUrl}/add/${way.config_id}`, { margin: 4, width: 480, errorCorrectionLevel: 'M' });
  });
  router.get('/mini-code/:id', (ctx) => {
    const code = sandbox.state.miniCodes.get(String(ctx.params.id));
    if (!code) return;
    ctx.type = 'png';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = miniCodePicture(code);
  });
  router.get('/favicon.ico', (ctx) => { ctx.status = 204; });
  router.get('/add/:configId', (ctx) => { ctx.redirect(`/?scan=${encodeURIComponent(String(ctx.params.configId))}`); });
  router.get('/media/:id', (ctx) => {
    const media = sandbox.state.media.get(String(ctx.params.id));
    const bytes = media && sandbox.snapshot.readBytes(media.id);
    if (!media || !bytes) return;
    const shown = shownImages.has(media.contentType);
    ctx.set({ 'Content-Type': shown ? media.contentType : 'application/octet-stream', 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    if (!shown) ctx.set('Content-Disposition', `attachment; filename="${encodeURIComponent(media.name)}"`);
    ctx.body = bytes;
  });
  router.get('/avatar/:file', (ctx) => {
    const id = String(ctx.params.file).replace(/\.svg$/, '');
    const name = sandbox.state.members.get(id)?.name ?? sandbox.state.customers.get(id)?.name;
    if (name === undefined) return;
    ctx.set({ 'Content-Type': 'image/svg+xml', 'Cache-Control': 'max-age=3600', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    ctx.body = avatar(id, name);
  });
}

function avatar(id: string, name: string): string {
  const sum = [...id].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
  const letters = /^[\u4e00-\u9fff]{2,}/.test(name) ? [...name].slice(-2).join('') : [...name].slice(0, 1).join('').toUpperCase();
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" rx="12" fill="${palette[sum % palette.length]}"/>`
    + `<text x="40" y="41" fill="#fff" font-size="28" font-family="PingFang SC,Noto Sans CJK SC,Microsoft YaHei,sans-serif" text-anchor="middle" dominant-baseline="central">${escape(letters)}</text></svg>`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '..'; // no address of ours
  }
}

/** The desk's built files; any other path without a dot is the page itself. */
export async function deskFile(sandbox: Sandbox, path: string): Promise<{ bytes: Buffer | string; type: string } | undefined> {
  const folder = sandbox.settings.deskDist;
  const inside = normalize(decoded(path)).replace(/^[/\\]+/, '');
  if (inside.startsWith('..') || inside.includes('\0')) return undefined;
  const name = extname(inside) ? inside : 'index.html';
  const bytes = await readFile(join(folder, name)).catch(() => undefined); // not built, or no such file
  if (bytes) return { bytes, type: types[extname(name)] ?? 'application/octet-stream' };
  return name === 'index.html' ? { bytes: htmlPage('沙箱', '<div class="card"><h1>沙箱已启动</h1><p>双机台面尚未构建。</p><p><a href="/about">沙箱模拟了哪些接口</a></p></div>'), type: types['.html'] ?? '' } : undefined;
}
