/** `cancelled`: the person said no. `unavailable`: this place cannot do it, or it failed. */
export class PlatformError extends Error {
  readonly code: 'cancelled' | 'unavailable';

  constructor(code: PlatformError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** From the host's own words, `login:fail cancel` and the like. */
export const platformError = (words: string): PlatformError =>
  /cancel|deny|denied/.test(words) ? new PlatformError('cancelled', '已取消') : new PlatformError('unavailable', '此功能暂不可用，请在微信中打开');
