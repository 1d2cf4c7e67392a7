import type { Platform, ShareMessage, SubscribeAnswer } from './platform.ts';
import { platformError } from './platformError.ts';

interface Answer { errMsg?: string; err_msg?: string; code?: string; result?: string }
interface Bridge {
  invoke: (name: string, params: object, callback: (answer: Answer) => void) => void;
  on: (name: string, listener: () => void) => void;
}
declare global { interface Window { WeixinJSBridge?: Bridge } }

const bridgeWaitMs = 1_000;

const bridge = () => new Promise<Bridge>((resolve, reject) => {
  if (window.WeixinJSBridge) return resolve(window.WeixinJSBridge);
  const timer = setTimeout(() => reject(platformError('no bridge')), bridgeWaitMs);
  document.addEventListener('WeixinJSBridgeReady', () => {
    clearTimeout(timer);
    if (window.WeixinJSBridge) resolve(window.WeixinJSBridge);
  }, { once: true });
});

async function invoke(name: string, params: object = {}): Promise<Answer> {
  const host = await bridge();
  const answer = await new Promise<Answer>((resolve) => host.invoke(name, params, resolve));
  const words = answer.errMsg ?? answer.err_msg ?? '';
  if (words.endsWith(':ok')) return answer;
  throw platformError(words);
}

const codeFrom = async (name: string) => (await invoke(name)).code ?? '';

export const platform: Platform = {
  login: () => codeFrom('login'),
  getPhoneNumber: (answer) => ({ onClick: () => answer(codeFrom('getPhoneNumber')) }),
  async requestSubscribe(templateIds) {
    const answer = await invoke('requestSubscribeMessage', { tmplIds: templateIds }) as Record<string, SubscribeAnswer>; // one entry a template, beside errMsg
    return Object.fromEntries(templateIds.map((id) => [id, answer[id] ?? 'reject']));
  },
  share: (message) => ({ onClick: () => shareNow(message) }),
  callPhone: async (phoneNumber) => { await invoke('makePhoneCall', { phoneNumber }); },
  scanCode: async () => (await invoke('scanCode')).result ?? '',
};

export function shareNow(message: ShareMessage): void {
  invoke('shareAppMessage', message).catch(() => undefined); // closing the panel is no failure
}
