import Taro from '@tarojs/taro';
import { isApiError } from './apiError.ts';
import { PlatformError } from './platformError.ts';

export const say = (words: string): void => { void Taro.showToast({ title: words, icon: 'none', duration: 2_500 }); };

/** What went wrong and what to do. */
export function wordsOf(error: unknown): { message: string; action: string } {
  if (isApiError(error)) return error;
  if (error instanceof PlatformError) return { message: error.message, action: '' };
  return { message: '页面出错了', action: '请重试；若仍出错，请联系您的客户经理' };
}

export function sayError(error: unknown): void {
  const { message, action } = wordsOf(error);
  say(action ? `${message}，${action}` : message);
}
