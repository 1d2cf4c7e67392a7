export default definePageConfig({
  navigationBarTitleText: '我的客户经理',
  ...(process.env.TARO_ENV === 'weapp' ? { usingComponents: { cell: 'plugin://contactPlugin/cell' } } : {}),
});
