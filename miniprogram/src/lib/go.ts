import Taro from '@tarojs/taro';

export type Place = 'manager/manager' | 'invite/share' | 'invite/accept' | 'mine/phone' | 'mine/consents';

/** Opens a page above this one. */
export const go = (place: Place): void => { void Taro.navigateTo({ url: `/pages/${place}` }); };
export const goTab = (tab: 'home' | 'mine'): void => { void Taro.switchTab({ url: `/pages/${tab}/${tab}` }); };
