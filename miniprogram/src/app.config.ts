import { brand } from '../../shared/brand.ts';

const { colors } = brand;
/** WeChat's 联系我 control; the mini-program's owner adds the plugin under 设置 · 第三方服务 · 插件管理. */
const plugins = { contactPlugin: { version: '1.4.3', provider: 'wx104a1a20c3f81ec2' } };

export default defineAppConfig({
  pages: ['pages/home/home', 'pages/mine/mine', 'pages/manager/manager', 'pages/invite/accept', 'pages/invite/share', 'pages/mine/phone', 'pages/mine/consents'],
  window: {
    navigationBarTitleText: brand.bankName, navigationBarBackgroundColor: colors.surface, navigationBarTextStyle: 'black',
    backgroundColor: colors.ground, backgroundTextStyle: 'dark',
  },
  tabBar: {
    color: colors.ink3, selectedColor: colors.primary, backgroundColor: colors.surface, borderStyle: 'black',
    list: [
      { pagePath: 'pages/home/home', text: '首页', iconPath: 'tab/home.png', selectedIconPath: 'tab/home-on.png' },
      { pagePath: 'pages/mine/mine', text: '我的', iconPath: 'tab/mine.png', selectedIconPath: 'tab/mine-on.png' },
    ],
  },
  lazyCodeLoading: 'requiredComponents',
  ...(process.env.TARO_ENV === 'weapp' ? { plugins } : {}),
});
