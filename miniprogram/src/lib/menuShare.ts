import Taro from '@tarojs/taro';
import { brand } from '../../../shared/brand.ts';
import { shareNow } from './platform.h5.ts';
import type { ShareMessage } from './platform.ts';

const home: ShareMessage = { title: brand.bankName, path: '/pages/home/home' };
interface Sharing { onShareAppMessage?: (from: { from: 'menu' }) => ShareMessage }

/** WeChat asks the page shown by itself; in h5 the bridge tells of the menu's share, and a page that shares nothing sends the first page. */
export function followMenuShare(): void {
  if (process.env.TARO_ENV !== 'h5') return;
  window.WeixinJSBridge?.on('menu:share:appmessage', () => {
    const page = Taro.getCurrentInstance().page as Sharing | null; // Taro's type has no hooks of the page
    shareNow(page?.onShareAppMessage?.({ from: 'menu' }) ?? home);
  });
}
