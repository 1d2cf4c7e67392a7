import type { ButtonProps } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { Platform, ShareMessage, SubscribeAnswer } from './platform.ts';
import { platformError } from './platformError.ts';

const failed = (reason: { errMsg?: string }): never => { throw platformError(reason.errMsg ?? ''); };
const codeOrRefusal = async ({ code, errMsg }: { code?: string; errMsg?: string }) => code || failed({ errMsg: errMsg ?? '' });

// Taro puts what begins with `data-` into the dataset that `useShare` reads.
const sharing = (message: ShareMessage): ButtonProps & { 'data-message': ShareMessage } => ({ openType: 'share', 'data-message': message });

export const platform: Platform = {
  login: async () => (await Taro.login().catch(failed)).code,
  getPhoneNumber: (answer) => ({ openType: 'getPhoneNumber', onGetPhoneNumber: ({ detail }) => answer(codeOrRefusal(detail)) }),
  async requestSubscribe(templateIds) {
    const answer = await Taro.requestSubscribeMessage({ tmplIds: templateIds, entityIds: [] }).catch(failed) as Record<string, SubscribeAnswer>; // one entry a template, beside errMsg
    return Object.fromEntries(templateIds.map((id) => [id, answer[id] ?? 'reject']));
  },
  share: sharing,
  callPhone: async (phoneNumber) => { await Taro.makePhoneCall({ phoneNumber }).catch(failed); },
  scanCode: async () => (await Taro.scanCode({}).catch(failed)).result,
};
