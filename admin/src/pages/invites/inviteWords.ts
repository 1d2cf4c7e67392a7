import type { StaffChannel } from '../../../../shared/org/constants.ts';
import { sayDay, sayUntil } from '../../lib/dates.ts';
import { count } from '../../lib/figures.ts';
import type { Campaign, Invite } from './inviteQueries.ts';

export const inviteWords = {
  period: ({ from, to }: Pick<Campaign, 'from' | 'to'>) => `${sayDay(from)} 至 ${sayDay(to)}`,
  issue: (name: string, managers: number | undefined) => ({
    title: `为「${name}」批量生成邀请码？`,
    content: `${managers === undefined ? '范围内的在职客户经理' : `范围内现有 ${count(managers)} 位可添加客户的在职客户经理，`}每人一个；已有在用邀请码的不会重复生成。邀请码随活动结束而过期。`,
    okText: '批量生成',
  }),
  send: (name: string) => ({ title: `把「${name}」的邀请码发给客户经理`, content: '范围内每位有在用邀请码的客户经理，会收到自己的邀请码和链接。' }),
  sendOne: ({ code, manager }: Invite) => ({ title: `把邀请码发给${manager.name}`, content: `${manager.name}会收到邀请码 ${code} 和它的链接。` }),
  sendBy: { wecom: '应用消息，发到每个人的企业微信', mail: '发到组织与角色里登记的邮箱', sms: '发到组织架构里登记的手机号' } satisfies Record<StaffChannel, string>,
  disable: ({ code, manager }: Invite) => ({
    title: `停用邀请码 ${code}？`,
    content: `已发出的链接、小程序码和企业微信二维码立即失效，客户会看到“已停用，请向客户经理索取新码”。已归属${manager.name}的客户不受影响。停用后不能再启用，需要时请换发。`,
    okText: '停用邀请码',
  }),
  reissue: ({ code, manager }: Invite) => ({
    title: `为${manager.name}换发新码？`, content: `会生成一个新邀请码，${code} 立即停用，已发出的旧码失效。新码不会自动发送，换发后请点“发给本人”。`, okText: '换发邀请码',
  }),
  disabled: '已停用，链接、企业微信二维码和小程序码都已失效。',
  qrPending: '正在向企业微信申请二维码，通常几秒内完成',
  expiry: ({ state, expiresAt }: Pick<Invite, 'state' | 'expiresAt'>) => (state === 'expired' ? `已于 ${sayUntil(expiresAt)}过期` : `有效至 ${sayUntil(expiresAt)}`),
};

export const inviteFigures = [
  { key: 'shared', name: '转发', formula: '客户在小程序里转发这个邀请码的次数' },
  { key: 'clicked', name: '点击', formula: '链接被点开的次数，同一人多次点开会重复计' },
  { key: 'scanned', name: '扫码', formula: '客户凭码打开小程序的次数（扫小程序码或点链接），同一客户一天计一次' },
  { key: 'redeemed', name: '兑换', formula: '用这个邀请码登记的客户数，同一客户只计一次' },
  { key: 'added', name: '添加', formula: '扫这个邀请码的企业微信二维码添加客户经理的次数' },
] as const satisfies readonly { key: keyof Invite['figures']; name: string; formula: string }[];
