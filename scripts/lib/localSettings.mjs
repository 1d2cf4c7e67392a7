import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder, projectRoot } from './home.mjs';

/** Keys of the local demo, made once: they belong to its data. */
function secrets() {
  const file = join(homeFolder('data'), 'secrets.json');
  if (!existsSync(file)) {
    const key = () => randomBytes(32).toString('base64');
    writeFileSync(file, JSON.stringify({ FIELD_KEYS: `k1:${key()}`, BLIND_INDEX_KEY: key() }), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

const corp = { WECOM_CORP_ID: 'wwsandbox000000001', WECOM_AGENT_ID: '1000002', WECOM_SECRET: 'sandbox-secret', WECOM_CALLBACK_TOKEN: 'sandboxToken01', WECOM_CALLBACK_AES_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8', MINIPROGRAM_APPID: 'wxsandboxapp00001', MINIPROGRAM_SECRET: 'sandbox-miniprogram-secret' };
export const clockFile = () => join(homeFolder('data'), 'clock-offset');

/** What the server of `npm start` is told. */
export function localSettings(stores, { server, sandbox, smtp }) {
  const base = `http://localhost:${sandbox}`;
  return {
    ...process.env, ...corp, ...secrets(),
    MONGODB_URI: stores.mongodb, REDIS_URL: stores.redis, PORT: String(server), HOST: '127.0.0.1', PUBLIC_URL: `http://localhost:${server}`,
    ADMIN_DIST: join(projectRoot, 'admin/dist'), MINIPROGRAM_DIST: join(projectRoot, 'miniprogram/dist/h5'), CLOCK_OFFSET_FILE: clockFile(), FIRST_ADMIN_USERIDS: 'u_admin',
    WECOM_API_BASE: base, WECOM_LOGIN_BASE: base, WECHAT_OAUTH_BASE: base, WECHAT_API_BASE: base,
    SMS_GATEWAY_URL: `${base}/sms/send`, SMS_GATEWAY_SECRET: 'sandbox-sms-secret',
    MAIL_URL: `smtp://guanhu:sandbox-mail-secret@127.0.0.1:${smtp}`, MAIL_FROM: '江海银行 <noreply@jianghai.example>',
  };
}
