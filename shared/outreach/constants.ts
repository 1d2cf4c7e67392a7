export const outboundStates = ['queued', 'sending', 'sent', 'refused', 'missed', 'failed', 'uncertain'] as const;
export type OutboundState = (typeof outboundStates)[number];
export const outboundStateNames: Record<OutboundState, string> = {
  queued: '待发送', sending: '发送中', sent: '已发送', refused: '未获准', missed: '已错过', failed: '发送失败', uncertain: '结果不明',
};
export const outboundChannels = ['welcome', 'sms'] as const;
export type OutboundChannel = (typeof outboundChannels)[number];
export const outboundChannelNames: Record<OutboundChannel, string> = { welcome: '欢迎语', sms: '短信' };

/** Why something did not reach the customer, in words for staff. */
export const outboundReasonNames = {
  windowPassed: '超过企业微信 20 秒的欢迎语时限',
  codeInvalid: '欢迎语凭证无效或已过期',
  alreadyWelcomed: '已由其他应用发送欢迎语，或双方已开始聊天',
  answerLost: '已请求发送，但没有收到企业微信的答复',
  wecomRefused: '企业微信拒绝了发送',
  wecomUnreachable: '连不上企业微信',
  contentNotApproved: '内容未通过审核或已停用',
  contentExpired: '内容不在有效期内',
  noConsent: '客户没有同意接收营销信息',
  consentWithdrawn: '客户已撤回同意',
  stopped: '已被一键停发',
  mediaUnavailable: '附件素材不可用',
  archiveNotAgreed: '客户尚未同意会话存档',
  smsNotConfigured: '短信网关未配置',
  smsUnreachable: '短信网关暂不可用',
  smsRefused: '短信网关拒绝了发送',
  smsAnswerLost: '已请求发送，但没有收到短信网关的答复',
  smsTooLate: '验证码已过有效期，未再发送',
} as const;
export type OutboundReason = keyof typeof outboundReasonNames;
