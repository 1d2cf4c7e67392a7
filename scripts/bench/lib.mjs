import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { getSignature, encrypt } from '@wecom/crypto';
import { builtProgram } from '../lib/build.mjs';
import { projectRoot } from '../lib/home.mjs';

export const keys = { token: 'sandboxToken01', aesKey: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8', corp: 'wwsandbox000000001' };

export const serverSettings = (more = {}) => ({
  ...process.env,
  MONGODB_URI: process.env.BENCH_MONGODB, REDIS_URL: process.env.BENCH_REDIS, PORT: '0', PUBLIC_URL: 'http://localhost:1', LOG_LEVEL: 'silent',
  FIELD_KEYS: `b1:${Buffer.alloc(32, 1).toString('base64')}`, BLIND_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
  WECOM_CORP_ID: keys.corp, WECOM_AGENT_ID: '1000002', WECOM_SECRET: 'sandbox-secret', WECOM_CALLBACK_TOKEN: keys.token, WECOM_CALLBACK_AES_KEY: keys.aesKey,
  MINIPROGRAM_APPID: 'wxsandboxapp00001', MINIPROGRAM_SECRET: 'sandbox-miniprogram-secret', WECOM_API_BASE: process.env.WECOM_API_BASE ?? 'http://127.0.0.1:1', ...more,
});

/** Starts a program that says `{ready, port}`; `peak()` is its resident memory's highest point in MB. */
export async function start(path, { args = [], env }) {
  const child = fork(path, args, { cwd: projectRoot, env, execArgv: process.env.BENCH_NODE_ARGS?.split(' ') ?? [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const port = await new Promise((resolve, reject) => {
    child.on('message', (message) => message.ready && resolve(message.port));
    child.once('exit', (code) => reject(new Error(`${path} ended with ${code}`)));
  });
  return { child, port, url: `http://127.0.0.1:${port}`, stop: () => new Promise((end) => { child.once('exit', end); child.kill('SIGTERM'); }) };
}
export const startBuilt = (name, options) => start(builtProgram(name), options);
export const benchFile = (name) => join(projectRoot, 'scripts/bench', name);

/** A callback as WeCom sends it: path with signature, encrypted XML. */
export function push(inner) {
  const encrypted = encrypt(keys.aesKey, inner, keys.corp, randomBytes(16));
  const nonce = randomBytes(6).toString('hex');
  const timestamp = '1700000000';
  const query = new URLSearchParams({ msg_signature: getSignature(keys.token, timestamp, nonce, encrypted), timestamp, nonce });
  return { path: `/wecom/callback?${query}`, body: `<xml><ToUserName><![CDATA[${keys.corp}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>` };
}

export const addedXml = (externalUserid, { userid = 'u_amy', state = '', welcomeCode = '' } = {}) =>
  `<xml><ToUserName><![CDATA[${keys.corp}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType>`
  + `<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[${userid}]]></UserID><ExternalUserID><![CDATA[${externalUserid}]]></ExternalUserID>`
  + `${state && `<State><![CDATA[${state}]]></State>`}${welcomeCode && `<WelcomeCode><![CDATA[${welcomeCode}]]></WelcomeCode>`}</xml>`;

export const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
export const median = (values) => quantile([...values].sort((a, b) => a - b), 0.5);
export const table = (rows) => console.table(rows);
export const check = (holds, words) => {
  if (!holds) throw new Error(`结果不对：${words}`);
};
