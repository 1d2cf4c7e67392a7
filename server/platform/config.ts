import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from './configError.ts';

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const list = z.string().default('').transform((text) => text.split(',').map((item) => item.trim()).filter(Boolean));
const key32 = z.string().refine((text) => Buffer.from(text, 'base64').length === 32, '应为 32 字节的 base64');
/** `k2:<base64>,k1:<base64>`: the first key seals, all of them open. */
const keyRing = z.string().transform((text, context) => text.split(',').map((part) => {
  const [id = '', material = ''] = part.split(':');
  const key = Buffer.from(material, 'base64');
  if (!/^\w{1,8}$/.test(id) || key.length !== 32) context.addIssue({ code: 'custom', message: '格式应为 编号:32字节base64，多个用逗号分隔' });
  return { id, key };
}));

const Settings = z.object({
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, '应以 mongodb:// 开头'),
  REDIS_URL: z.string().regex(/^rediss?:\/\//, '应以 redis:// 开头'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  /** The address that browsers and WeCom use for this server. */
  PUBLIC_URL: url,
  /** Number of reverse proxies in front: their X-Forwarded-* are believed only when it is 1. */
  TRUST_PROXY: z.enum(['0', '1']).default('0').transform((flag) => flag === '1'),
  ADMIN_DIST: z.string().default('admin/dist'),
  MINIPROGRAM_DIST: z.string().default('miniprogram/dist/h5'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** A file with milliseconds to add to the system's time: for demonstrations only. */
  CLOCK_OFFSET_FILE: z.string().optional(),
  FIELD_KEYS: keyRing,
  BLIND_INDEX_KEY: key32,
  SESSION_HOURS: z.coerce.number().positive().max(72).default(12),
  MEMBER_SESSION_DAYS: z.coerce.number().positive().max(365).default(30),
  FRESH_SIGN_IN_MINUTES: z.coerce.number().positive().max(60).default(10),
  METRICS_TOKEN: z.string().min(16).optional(),
  FIRST_ADMIN_USERIDS: list,
  WECOM_API_BASE: url.default('https://qyapi.weixin.qq.com'),
  WECOM_LOGIN_BASE: url.default('https://login.work.weixin.qq.com'),
  WECHAT_OAUTH_BASE: url.default('https://open.weixin.qq.com'),
  WECHAT_API_BASE: url.default('https://api.weixin.qq.com'),
  WECOM_CORP_ID: z.string().min(1),
  WECOM_AGENT_ID: z.coerce.number().int().positive(),
  WECOM_SECRET: z.string().min(1),
  WECOM_CALLBACK_TOKEN: z.string().regex(/^[0-9A-Za-z]{1,32}$/, '应为 1–32 位字母或数字'),
  WECOM_CALLBACK_AES_KEY: z.string().regex(/^[0-9A-Za-z]{43}$/, '应为 43 位字母或数字'),
  WECOM_TIMEOUT_MS: z.coerce.number().int().min(100).default(5_000),
  MINIPROGRAM_APPID: z.string().min(1),
  MINIPROGRAM_SECRET: z.string().min(1),
  /** The bank's own way to text messages; without it phone numbers are verified by WeChat alone. */
  SMS_GATEWAY_URL: url.optional(),
  SMS_GATEWAY_SECRET: z.string().min(16).optional(),
  /** `smtps://user:password@host:465`, or `smtp://` with STARTTLS where the host offers it; without it nobody is told by mail. */
  MAIL_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** `江海银行 <noreply@bank.example>` */
  MAIL_FROM: z.string().min(3).optional(),
}).refine((settings) => !settings.MAIL_URL || settings.MAIL_FROM, { path: ['MAIL_FROM'], message: '设置了 MAIL_URL 就要设置它，即发件人' })
  .refine((settings) => !settings.SMS_GATEWAY_URL || settings.SMS_GATEWAY_SECRET, { path: ['SMS_GATEWAY_SECRET'], message: '设置了 SMS_GATEWAY_URL 就要设置它，至少 16 位' });

export type Config = z.infer<typeof Settings>;

/** `NAME_FILE` names a file that holds the value of `NAME`, so that a secret need not stand in the environment. */
function withSecretsFromFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const merged = { ...env };
  for (const name of Object.keys(Settings.shape)) {
    const path = env[`${name}_FILE`];
    if (!path) continue;
    try {
      merged[name] = readFileSync(path, 'utf8').trim();
    } catch {
      throw new ConfigError(`配置有误，未启动：\n  ${name}_FILE：读不到文件 ${path}`);
    }
  }
  return merged;
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = Settings.safeParse(withSecretsFromFiles(env));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name}：${env[name] === undefined ? '未设置' : issue.message}`;
  });
  throw new ConfigError(`配置有误，未启动：\n${lines.join('\n')}\n请对照 README 的「配置」一节修改。`);
}

export const config: Config = readConfig(process.env);
