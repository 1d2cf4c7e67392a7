import { useShareAppMessage } from '@tarojs/taro';
import type { ShareMessage } from './platform.ts';

/**
 * What the menu's share sends; a button of `platform.share` sends its own. `onShare` hears of each share that goes through WeChat's menu
 * or button; h5's button tells by its tap. The page's config needs `enableShareAppMessage`.
 */
export const useShare = (message: ShareMessage, onShare: () => void = () => undefined) => useShareAppMessage(({ from, target }) => {
  onShare();
  return (from === 'button' && (target as { dataset?: { message?: ShareMessage } }).dataset?.message) || message;
});
