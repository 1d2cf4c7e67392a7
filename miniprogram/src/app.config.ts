import { brand } from '../../shared/brand.ts';

const { colors } = brand;

export default defineAppConfig({
  pages: ['pages/home/home', 'pages/mine/mine'],
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
});
