import { z } from 'zod';

const address = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const list = z.string().transform((text) => text.split(',').map((item) => item.trim()).filter(Boolean));

const Environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(8090),
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_PUBLIC_URL: optional(address),
  SANDBOX_DATA: optional(z.string()),
  SANDBOX_SEED: z.coerce.number().int().default(1),
  SANDBOX_CORP_ID: z.string().min(1).default('wwsandbox000000001'),
  SANDBOX_AGENT_ID: z.coerce.number().int().positive().default(1_000_002),
  SANDBOX_SECRET: z.string().min(1).default('sandbox-secret'),
  SANDBOX_CONTACT_SECRET: z.string().min(1).default('sandbox-contact-secret'),
  SANDBOX_CALLBACK_URL: optional(address),
  SANDBOX_CALLBACK_TOKEN: z.string().regex(/^[0-9A-Za-z]{1,32}$/).default('sandboxToken01'),
  SANDBOX_CALLBACK_AES_KEY: z.string().regex(/^[0-9A-Za-z]{43}$/).default('AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8'),
  SANDBOX_TRUSTED_DOMAINS: list.default([]),
  SANDBOX_CLOCK_FILE: optional(z.string()),
  SANDBOX_MINIPROGRAM_APPID: z.string().default('wxsandboxapp00001'),
  SANDBOX_MINIPROGRAM_SECRET: z.string().min(1).default('sandbox-miniprogram-secret'),
  SANDBOX_MINIPROGRAM_HOME: z.string().regex(/^[^/?#]+(\/[^/?#]+)*$/).default('pages/home/home'),
  SANDBOX_MINIPROGRAM_PAGES: list.default([]),
  SANDBOX_MINIPROGRAM_TEMPLATES: list.default([]),
  SANDBOX_SMS_SECRET: z.string().min(1).default('sandbox-sms-secret'),
  SANDBOX_SMTP_PORT: z.coerce.number().int().min(0).max(65_535).default(8025),
  SANDBOX_SMTP_USER: z.string().min(1).default('guanhu'),
  SANDBOX_SMTP_PASSWORD: z.string().min(1).default('sandbox-mail-secret'),
  SANDBOX_SERVER_URL: optional(address),
  SANDBOX_RETRY_MS: z.coerce.number().int().min(0).default(5_000),
  SANDBOX_ANSWER_MS: z.coerce.number().int().min(10).default(5_000),
  SANDBOX_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(10_000),
  SANDBOX_LIMIT_PER_HOUR: z.coerce.number().int().positive().default(150_000),
  SANDBOX_ADMIN_URL: optional(address),
  SANDBOX_DESK_DIST: z.string().default('scripts/sandbox/desk/dist'),
});

export interface Settings {
  port: number;
  host: string;
  /** The address that browsers and the server under test use; undefined = http://localhost:<port>. */
  publicUrl?: string | undefined;
  /** Folder of the snapshot; undefined = nothing is kept. */
  dataFolder?: string | undefined;
  seed: number;
  corpId: string;
  agentId: number;
  secret: string;
  /** Secret of 通讯录同步: the only one that may call user/list_id. */
  contactSecret: string;
  callbackUrl?: string | undefined;
  callbackToken: string;
  callbackAesKey: string;
  /** host:port of redirect addresses; empty = any name of this machine. */
  trustedDomains: string[];
  clockFile?: string | undefined;
  miniprogramAppid: string;
  miniprogramSecret: string;
  /** The page that opens where a code or card names none. */
  miniprogramHome: string;
  /** Published pages; empty = every page is. */
  miniprogramPages: string[];
  /** Ids of subscribe templates; empty = every id is one. */
  miniprogramTemplates: string[];
  smsSecret: string;
  /** 0 = any free one. */
  smtpPort: number;
  smtpUser: string;
  smtpPassword: string;
  /** The server whose pages the phones open; without it the origin of `adminUrl`, else of `callbackUrl`. */
  serverUrl?: string | undefined;
  /** Between two tries of a callback. WeCom: spacing not published, contract 2.1. */
  retryMs: number;
  /** WeCom: 5 s for the answer to a callback, contract 2.1. */
  answerMs: number;
  limitPerMinute: number;
  limitPerHour: number;
  adminUrl?: string | undefined;
  deskDist: string;
}

export function readSettings(env: Record<string, string | undefined>): Settings {
  const read = Environment.parse(env);
  return {
    port: read.SANDBOX_PORT, host: read.SANDBOX_HOST, publicUrl: read.SANDBOX_PUBLIC_URL, dataFolder: read.SANDBOX_DATA, seed: read.SANDBOX_SEED,
    corpId: read.SANDBOX_CORP_ID, agentId: read.SANDBOX_AGENT_ID, secret: read.SANDBOX_SECRET, contactSecret: read.SANDBOX_CONTACT_SECRET,
    callbackUrl: read.SANDBOX_CALLBACK_URL, callbackToken: read.SANDBOX_CALLBACK_TOKEN, callbackAesKey: read.SANDBOX_CALLBACK_AES_KEY,
    trustedDomains: read.SANDBOX_TRUSTED_DOMAINS, clockFile: read.SANDBOX_CLOCK_FILE, miniprogramAppid: read.SANDBOX_MINIPROGRAM_APPID,
    miniprogramSecret: read.SANDBOX_MINIPROGRAM_SECRET, miniprogramHome: read.SANDBOX_MINIPROGRAM_HOME, miniprogramPages: read.SANDBOX_MINIPROGRAM_PAGES,
    miniprogramTemplates: read.SANDBOX_MINIPROGRAM_TEMPLATES, smsSecret: read.SANDBOX_SMS_SECRET,
    smtpPort: read.SANDBOX_SMTP_PORT, smtpUser: read.SANDBOX_SMTP_USER, smtpPassword: read.SANDBOX_SMTP_PASSWORD, serverUrl: read.SANDBOX_SERVER_URL,
    retryMs: read.SANDBOX_RETRY_MS, answerMs: read.SANDBOX_ANSWER_MS, limitPerMinute: read.SANDBOX_LIMIT_PER_MINUTE, limitPerHour: read.SANDBOX_LIMIT_PER_HOUR,
    adminUrl: read.SANDBOX_ADMIN_URL, deskDist: read.SANDBOX_DESK_DIST,
  };
}
