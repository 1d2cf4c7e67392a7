import type Router from '@koa/router';
import type { Context } from 'koa';
import QRCode from 'qrcode';
import rawBody from 'raw-body';
import { newLoginCode } from '../api/login.ts';
import { newId } from '../chance.ts';
import type { Sandbox } from '../sandbox.ts';
import { findMember, type Member } from '../state.ts';
import { escape, htmlPage } from './html.ts';

interface Asked { redirectUri: string; state: string; scope: string }

const groups: [title: string, has: (member: Member) => boolean][] = [
  ['总行', (member) => member.main_department === 1],
  ['分行', (member) => member.main_department > 1 && member.main_department < 10],
  ['支行行长', (member) => member.is_leader_in_dept.includes(1)],
  ['客户经理', () => true],
];
const localName = /^(localhost|127\.0\.0\.1|\[::1\]|[\w-]+\.localhost)$/;

/** WeCom's pages of 3.2: scan login in a browser, OAuth inside the client. */
export function loginRoutes(router: Router, sandbox: Sandbox): void {
  router.get('/wwlogin/sso/login', async (ctx) => {
    const asked = readAsked(sandbox, ctx);
    if (!asked) return;
    const qr = await QRCode.toDataURL(`${sandbox.publicUrl}/wwlogin/sso/qr?key=${newId('', 16)}`, { margin: 2, width: 200 });
    const head = `<h1>请用企业微信扫码登录</h1><p>登录 ${escape(corpName(sandbox))}</p><img class="qr" src="${qr}" width="200" height="200" alt="登录二维码">`;
    page(ctx, '企业微信登录', `<div class="center">${head}</div>${people(sandbox, asked, '用谁的手机扫码')}`);
  });
  router.get('/connect/oauth2/authorize', (ctx) => {
    const asked = readAsked(sandbox, ctx);
    if (!asked) return;
    // WeCom: [0-9A-Za-z], at most 128 B, contract 3.2
    if (!/^[0-9A-Za-z]{0,128}$/.test(asked.state)) return refuse(ctx, 40035, 'state 只能是 128 个以内的字母和数字');
    const holder = findMember(sandbox.state, sandbox.state.holding.userid);
    if (holder) return goBack(sandbox, ctx, asked, holder);
    page(ctx, '企业微信授权', `<h1>在企业微信中打开</h1>${people(sandbox, asked, '用谁的手机打开')}`);
  });
  router.post('/wwlogin/sso/confirm', async (ctx) => {
    const form = new URLSearchParams(await rawBody(ctx.req, { limit: '64kb', encoding: 'utf8' }));
    const asked = { redirectUri: form.get('redirect_uri') ?? '', state: form.get('state') ?? '', scope: form.get('scope') ?? 'snsapi_base' };
    const member = findMember(sandbox.state, form.get('userid') ?? '');
    if (!isTrusted(sandbox, asked.redirectUri)) return refuse(ctx, 50001, 'redirect_uri 的域名不是应用的可信域名');
    if (!member) return refuse(ctx, 60111, '没有这名成员');
    goBack(sandbox, ctx, asked, member);
  });
}

function readAsked(sandbox: Sandbox, ctx: Context): Asked | undefined {
  const query = new URLSearchParams(ctx.querystring);
  const redirectUri = query.get('redirect_uri') ?? '';
  if (query.get('appid') !== sandbox.settings.corpId) return refuse(ctx, 40013, 'appid 不是本企业的 CorpID');
  const agentId = query.get('agentid');
  const agentNeeded = ctx.path.startsWith('/wwlogin') || query.get('scope') === 'snsapi_privateinfo';
  if (agentId === null ? agentNeeded : agentId !== String(sandbox.settings.agentId)) return refuse(ctx, 40056, 'agentid 不是本企业的应用');
  if (!isTrusted(sandbox, redirectUri)) return refuse(ctx, 50001, 'redirect_uri 的域名不是应用的可信域名');
  return { redirectUri, state: query.get('state') ?? '', scope: query.get('scope') ?? 'snsapi_base' };
}

function isTrusted({ settings }: Sandbox, redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, host, hostname } = new URL(redirectUri);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  return settings.trustedDomains.length > 0 ? settings.trustedDomains.includes(host) : localName.test(hostname);
}

function goBack(sandbox: Sandbox, ctx: Context, { redirectUri, state, scope }: Asked, member: Member): void {
  const url = new URL(redirectUri);
  url.searchParams.set('code', newLoginCode(sandbox, member.userid, scope));
  if (state) url.searchParams.set('state', state);
  ctx.redirect(url.href);
}

function people(sandbox: Sandbox, asked: Asked, question: string): string {
  const members = [...sandbox.state.members.values()].filter((member) => member.activated && member.inAppRange);
  const sections = groups.map(([title, has], index) => {
    const list = members.filter((member) => has(member) && !groups.slice(0, index).some(([, earlier]) => earlier(member)));
    return list.length > 0 ? `<section><h3 class="group">${title}</h3><ul>${list.map((member) => person(sandbox, member)).join('')}</ul></section>` : '';
  });
  const hidden = Object.entries({ redirect_uri: asked.redirectUri, state: asked.state, scope: asked.scope }).map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`).join('');
  return `<section class="card" style="margin-top:16px"><h2 style="margin-top:0"><label for="find">${question}</label></h2><input type="search" id="find" placeholder="姓名、岗位或网点" autocomplete="off" data-testid="login-search">`
    + `<form method="post" action="/wwlogin/sso/confirm" id="people">${hidden}${sections.join('')}</form><p id="none" role="status" hidden style="margin-top:16px">没有符合的成员</p></section>`;
}

function person(sandbox: Sandbox, { userid, name, position, main_department }: Member): string {
  const where = sandbox.state.departments.get(main_department)?.name ?? '';
  return `<li data-words="${escape([userid, name, position, where].join(' ').toLowerCase())}"><button class="person" name="userid" value="${escape(userid)}" data-testid="login-member">`
    + `<img src="/avatar/${escape(userid)}.svg" alt="" loading="lazy"><span>${escape(name)}<small>${escape(position)} · ${escape(where)}</small></span></button></li>`;
}

const search = `
const find=document.getElementById('find'),rows=[...document.querySelectorAll('li')],none=document.getElementById('none');
find.addEventListener('input',()=>{const text=find.value.trim().toLowerCase();for(const row of rows)row.hidden=!row.dataset.words.includes(text);
for(const part of document.querySelectorAll('#people section'))part.hidden=!part.querySelector('li:not([hidden])');none.hidden=rows.some(row=>!row.hidden)});`;

const corpName = ({ state }: Sandbox) => state.departments.get(1)?.name ?? '';

function page(ctx: Context, title: string, body: string): void {
  ctx.type = 'html';
  ctx.body = htmlPage(title, body, { script: search });
}

function refuse(ctx: Context, errcode: number, words: string): undefined {
  ctx.status = 400;
  ctx.type = 'html';
  ctx.body = htmlPage('无法打开', `<div class="card"><h1>无法打开</h1><p>${escape(words)}。</p><p>错误码 <code>${errcode}</code></p></div>`);
}
