import { keptValue } from './liveValue.ts';

const large = keptValue('guanhu.largeType', false);

/** 大字模式, remembered on this phone and followed by every open page. */
export const useLargeType = () => [large.use(), large.write] as const;
