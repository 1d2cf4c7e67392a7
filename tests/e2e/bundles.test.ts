import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The clients as they are built. */
const root = resolve(import.meta.dirname, '../..');
const filesOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
const kilobytes = (files: string[]): number => files.reduce((total, file) => total + statSync(file).size, 0) / 1_024;

test.each(['h5', 'weapp'])('no zod in the mini-program as %s: it is half the package, and needs `new Function`', (platform) => {
  const scripts = filesOf(`miniprogram/dist/${platform}`).filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((file) => /ZodError|_zod\b/.test(readFileSync(file, 'utf8')))).toEqual([]);
});

test('the mini-program’s main package is at most 1.5 MB, its pictures 100 KB', () => {
  const files = filesOf('miniprogram/dist/weapp').filter((file) => !file.endsWith('.map'));
  expect(kilobytes(files)).toBeLessThan(1_536);
  expect(kilobytes(files.filter((file) => /\.(png|jpe?g|gif|svg)$/.test(file)))).toBeLessThan(100);
});

test('weapp and h5 have the same pages', () => {
  const pages = (JSON.parse(readFileSync(join(root, 'miniprogram/dist/weapp/app.json'), 'utf8')) as { pages: string[] }).pages;
  expect(pages).toEqual(expect.arrayContaining(['pages/home/home', 'pages/manager/manager', 'pages/invite/share', 'pages/invite/accept', 'pages/mine/mine', 'pages/mine/phone', 'pages/mine/consents']));
  const h5 = filesOf('miniprogram/dist/h5').filter((file) => file.endsWith('.js')).map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(pages.filter((page) => !h5.includes(page))).toEqual([]);
});

test('the admin panel loads at most 300 KB before the first paint', () => {
  const html = readFileSync(join(root, 'admin/dist/index.html'), 'utf8');
  const first = [...html.matchAll(/(?:src|href)="\/admin\/([^"]+\.(?:js|css))"/g)].map(([, path = '']) => readFileSync(join(root, 'admin/dist', path)));
  expect(first.length).toBeGreaterThan(1);
  expect(first.reduce((total, bytes) => total + gzipSync(bytes).length, 0) / 1_024).toBeLessThan(300);
});
