import { check, type Advice, type Check } from '../platform/check.ts';
import { config } from '../platform/config.ts';
import { verifyMail } from '../platform/mail.smtp.ts';
import { systemTime } from '../platform/clock.ts';

/** What is our own to set up: the public address, the clock, the ways to reach phones and mailboxes. */
export const ownChecks = (): Promise<Check[]> => Promise.all([publicAddress(), clock(), sms(), mail()]);

async function publicAddress(): Promise<Check> {
  const { protocol, hostname } = new URL(config.PUBLIC_URL);
  const isLocal = /^(localhost|127\.|\[::1\])/.test(hostname);
  const ok = protocol === 'https:' || isLocal;
  return { name: '访问地址', ok, detail: `${config.PUBLIC_URL}${isLocal ? '，仅供本机试用' : ''}`, action: ok ? '' : '企业微信和小程序只接受 https：在反向代理上配置证书，并把 PUBLIC_URL 改为 https 地址' };
}

const farSeconds = 60;

/** Signatures and callbacks carry the time: WeCom's own clock is the measure. */
const clock = (): Promise<Check> => check('服务器时钟', async () => {
  const response = await fetch(config.WECOM_API_BASE, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(config.WECOM_TIMEOUT_MS) });
  const theirs = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return '对方没有给出时间，未比较';
  const offSeconds = Math.round((systemTime().getTime() - theirs) / 1_000);
  if (Math.abs(offSeconds) > farSeconds) throw new ClockOff(offSeconds);
  return `与企业微信相差 ${Math.abs(offSeconds)} 秒`;
}, clockAdvice);

class ClockOff extends Error {
  readonly offSeconds: number;
  constructor(offSeconds: number) {
    super('clock off');
    this.offSeconds = offSeconds;
  }
}
const clockAdvice = (error: unknown): Advice => (error instanceof ClockOff
  ? { detail: `比企业微信${error.offSeconds > 0 ? '快' : '慢'} ${Math.abs(error.offSeconds)} 秒`, action: '在服务器上启用 NTP 对时' }
  : { detail: '没有收到企业微信的回答', action: '检查服务器能否访问 WECOM_API_BASE，以及防火墙与代理' });

async function sms(): Promise<Check> {
  const ok = config.SMS_GATEWAY_URL !== undefined;
  return { name: '短信网关', ok, detail: ok ? '已设置；用「发测试通知」确认能收到' : '没有设置，客户不能用短信验证手机号', action: ok ? '' : '设置 SMS_GATEWAY_URL 和 SMS_GATEWAY_SECRET' };
}

async function mail(): Promise<Check> {
  if (!config.MAIL_URL) return { name: '邮件服务器', ok: true, detail: '没有设置，不能用邮件通知员工', action: '' };
  return check('邮件服务器', async () => { await verifyMail(); return '可以登录；用「发测试通知」确认能收到'; }, () => ({ detail: '连不上，或账号密码不正确', action: '核对 MAIL_URL，以及服务器到邮件服务器的网络' }));
}
