import { brand } from '../../shared/brand.ts';
import { purposes, type Purpose } from '../../shared/privacy/constants.ts';

interface Wording { name: string; words: string; version: number }

/** What agreeing means, as the customer reads it; a change of words is a new version, which is stored with each decision. */
const wordings: Record<Purpose, Wording> = {
  marketing: { name: '营销信息', version: 1, words: `${brand.bankName}可以向我发送活动、权益和产品的介绍。` },
  personalization: { name: '个性化推荐', version: 1, words: '可以根据我的使用情况，优先展示我可能用得上的权益和服务。' },
  analytics: { name: '改进服务', version: 1, words: '可以统计我在小程序里的浏览和点击，用来改进服务，不用于营销。' },
};

export const wordingOf = (purpose: Purpose): Wording => wordings[purpose];
export const allPurposes = purposes;
