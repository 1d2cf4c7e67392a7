import type Router from '@koa/router';
import { endpointGroups } from '../api/index.ts';
import { serverOrigin } from '../proxy/hosts.ts';
import { wechatGroups } from '../wechat/index.ts';
import type { Endpoint } from '../api/endpoint.ts';
import type { Sandbox } from '../sandbox.ts';
import { escape, htmlPage } from './html.ts';

const events: [name: string, when: string][] = [
  ['add_external_contact', '客户添加成员'], ['add_half_external_contact', '客户免验证添加，成员未通过'], ['edit_external_contact', '成员在客户端改备注或标签'],
  ['del_external_contact', '成员删除客户'], ['del_follow_user', '客户删除成员'],
];
const bridgeCalls: [name: string, what: string][] = [
  ['login', '直接给出登录 code'], ['getPhoneNumber', '询问是否允许，允许后给出手机号 code'], ['requestSubscribeMessage', '逐个模板勾选，允许一次可收一条'], ['shareAppMessage', '选一位朋友，卡片出现在他的微信里'],
  ['scanCode', '从已有的码里选，或粘贴内容'], ['makePhoneCall', '显示通话画面'],
];
const row = (...cells: string[]) => `<tr>${cells.map((cell, index) => `<td${index === 0 && cells.length > 2 ? ' class="short"' : ''}>${cell}</td>`).join('')}</tr>`;
const table = (head: string[], rows: string[]) => `<div class="scroll"><table><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
const presentEndpoint = ({ method, path, summary }: Endpoint) => row(`<code>${method}</code>`, `<code>${path}</code>`, escape(summary));

/** What the sandbox covers, from its own list of routes. */
export function aboutRoutes(router: Router, sandbox: Sandbox): void {
  router.get('/about', (ctx) => {
    const { settings, publicUrl } = sandbox;
    const values: [string, string][] = [
      ['接口地址', publicUrl], ['CorpID', settings.corpId], ['AgentID', String(settings.agentId)], ['应用 Secret', settings.secret], ['通讯录同步 Secret', settings.contactSecret],
      ['回调地址', sandbox.callbacks.url() ?? '未设置'], ['回调 Token', settings.callbackToken], ['EncodingAESKey', settings.callbackAesKey],
      ['小程序 AppID', settings.miniprogramAppid], ['小程序 Secret', settings.miniprogramSecret], ['短信网关密钥', settings.smsSecret], ['邮件服务器', `smtp://${settings.smtpUser}:${settings.smtpPassword}@${settings.host}:${sandbox.smtpPort}`], ['手机打开谁的网页', serverOrigin(sandbox) ?? '未设置'],
    ];
    ctx.type = 'html';
    ctx.body = htmlPage('沙箱说明', [
      '<h1>沙箱</h1><p>在本机模拟企业微信和微信，路径、字段、错误码与官方一致。把程序的接口地址指到这里即可调试，不会发出任何真实消息。</p><p><a href="/">打开双机台面</a></p>',
      `<section class="card"><h2 style="margin-top:0">连接参数</h2>${table(['名称', '值'], values.map(([name, value]) => row(name, `<code>${escape(value)}</code>`)))}</section>`,
      ...endpointGroups.map(([title, list]) => `<h2>${title}</h2><section class="card">${table(['方法', '路径', '说明'], list.map(presentEndpoint))}</section>`),
      ...wechatGroups.map(([title, list]) => `<h2>${title}</h2><section class="card">${table(['方法', '路径', '说明'], list.map(presentEndpoint))}</section>`),
      `<h2>短信网关</h2><section class="card">${table(['方法', '路径', '说明'], [row('<code>POST</code>', '<code>/sms/send</code>', '校验签名，同一 messageId 只收一次，送到号码主人的手机；不是客户的号码就看是哪位员工的')])}</section>`,
      `<h2>邮件服务器</h2><section class="card">${table(['协议', '地址', '说明'], [row('<code>SMTP</code>', '<code>&lt;userid&gt;@jianghai.example</code>', '校验用户名和密码，同一 Message-ID 每个信箱只收一次，最大 256 KB，送到员工的手机')])}</section>`,
      `<h2>客户手机里的小程序</h2><section class="card">${table(['调用', '手机上发生什么'], bridgeCalls.map(([name, what]) => row(`<code>${name}</code>`, what)))}</section>`,
      `<h2>登录页</h2><section class="card">${table(['路径', '说明'], [row('<code>/wwlogin/sso/login</code>', '企业微信扫码登录'), row('<code>/connect/oauth2/authorize</code>', '企业微信内网页授权')])}</section>`,
      `<h2>回调事件</h2><section class="card">${table(['change_external_contact', '何时发出'], events.map(([name, when]) => row(`<code>${name}</code>`, when)))}</section>`,
      '<p style="margin-top:24px">未列出的路径返回 404 空内容。接口写入不产生回调，只有手机上的操作会产生。</p>',
    ].join(''), { wide: true });
  });
}
