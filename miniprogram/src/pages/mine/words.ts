export const mineWords = {
  signedOut: '您还没有登录',
  signedOutHint: '登录后可以验证手机号、管理授权、邀请好友。',
  phoneHint: '用来确认是您本人，并保护您的权益。',
  phoneSafety: '工作人员不会向您索要验证码，请只在这里填写。',
  phoneDone: '手机号已验证',
  wechatPhone: '使用微信手机号',
  consentsHint: '随时可以更改。关闭并保存后立即生效。',
  saved: '已保存',
};
