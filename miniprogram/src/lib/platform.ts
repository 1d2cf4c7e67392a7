import type { ButtonProps } from '@tarojs/components';
import { platform as h5 } from './platform.h5.ts';
import { platform as weapp } from './platform.weapp.ts';

export interface ShareMessage { title: string; path: string; imageUrl?: string }
export type SubscribeAnswer = 'accept' | 'reject' | 'ban' | 'filter';

/** What the phone offers. Refusals and failures reject with a PlatformError. */
export interface Platform {
  /** A code that the server exchanges for the customer's identity: 5 min, single use. */
  login: () => Promise<string>;
  /** Props of the button that asks: WeChat answers a tap on such a button only. `answer` gets a code for the server. */
  getPhoneNumber: (answer: (code: Promise<string>) => void) => ButtonProps;
  requestSubscribe: (templateIds: string[]) => Promise<Record<string, SubscribeAnswer>>;
  /** Props of the button that shares; its page calls `useShare`. */
  share: (message: ShareMessage) => ButtonProps;
  callPhone: (number: string) => Promise<void>;
  scanCode: () => Promise<string>;
}

export const platform: Platform = process.env.TARO_ENV === 'h5' ? h5 : weapp;
