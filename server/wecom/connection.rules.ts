import type { Advice } from '../platform/check.ts';
import { WecomError } from './wecomError.ts';

const noRight = { detail: '应用没有调用这个接口的权限', action: '在企业微信后台「客户联系 → 客户 → API」把本应用加入可调用应用' };
const badSecret = { detail: '应用 Secret 不正确，或应用已停用', action: '核对 WECOM_SECRET，并确认应用已启用' };
const outOfScope = { detail: '部门或成员不在应用可见范围内', action: '在应用详情页把总行部门加入可见范围' };

/** What an administrator can do about an errcode (contract 1.3). */
const advices: Readonly<Record<number, Advice>> = {
  [-2]: { detail: '没有收到企业微信的回答', action: '检查服务器能否访问 WECOM_API_BASE，以及防火墙与代理' },
  [-1]: { detail: '企业微信系统繁忙', action: '几分钟后再检查' },
  40001: badSecret,
  40091: badSecret,
  40013: { detail: '企业 ID 不正确', action: '核对 WECOM_CORP_ID' },
  40056: { detail: '应用 ID 不正确', action: '核对 WECOM_AGENT_ID' },
  45009: { detail: '调用次数达到企业微信的上限', action: '等待一小时后再检查' },
  48001: noRight,
  48002: noRight,
  48004: { detail: '应用的授权已失效', action: '请企业微信管理员重新授权' },
  48006: { detail: '接口权限因长期未使用被收回', action: '请企业微信管理员重新开通接口权限' },
  48009: { detail: '通讯录同步不允许从新的服务器地址读取', action: '改用自建应用的 Secret' },
  50003: { detail: '应用已停用', action: '在企业微信后台启用应用' },
  60011: outOfScope,
  60020: { detail: '服务器地址不在企业可信 IP 内', action: '在应用详情页「企业可信 IP」加入服务器的出口地址，约一分钟后生效' },
  60123: outOfScope,
  84074: { detail: '没有客户联系权限', action: '在「客户联系 → 权限配置」设置使用范围' },
};

export function adviceOn(error: unknown): Advice {
  if (!(error instanceof WecomError)) return { detail: '检查没有完成', action: '查看系统健康页，确认 Redis 与 MongoDB 正常' };
  const known = advices[error.errcode];
  if (!known) return { detail: `企业微信返回 ${error.errcode}`, action: '在企业微信开发者中心的错误码查询页查看原因' };
  return error.errcode < 0 ? known : { ...known, detail: `${known.detail}（${error.errcode}）` };
}

const badMiniSecret = { detail: '小程序的 AppSecret 不正确或已冻结', action: '在微信公众平台「开发管理 → 开发设置」重置或解冻 AppSecret，核对 MINIPROGRAM_SECRET' };
/** The same of WeChat's (contract 8.1). */
const wechatAdvices: Readonly<Record<number, Advice>> = {
  [-2]: { detail: '没有收到微信的回答', action: '检查服务器能否访问 WECHAT_API_BASE，以及防火墙与代理' },
  [-1]: { detail: '微信系统繁忙', action: '几分钟后再检查' },
  40001: badMiniSecret,
  40013: { detail: '小程序的 AppID 不正确', action: '核对 MINIPROGRAM_APPID' },
  40125: badMiniSecret,
  40164: { detail: '服务器地址不在小程序的 IP 白名单内', action: '在微信公众平台「开发管理 → 开发设置 → IP 白名单」加入服务器的出口地址' },
  40243: badMiniSecret,
  45011: { detail: '调用次数达到微信的上限', action: '几分钟后再检查' },
};

export function wechatAdviceOn(error: unknown): Advice {
  if (!(error instanceof WecomError)) return adviceOn(error);
  const known = wechatAdvices[error.errcode];
  if (!known) return { detail: `微信返回 ${error.errcode}`, action: '在微信开放文档查看错误码的原因' };
  return error.errcode < 0 ? known : { ...known, detail: `${known.detail}（${error.errcode}）` };
}
