import type { Endpoint } from '../api/endpoint.ts';
import type { Family } from '../api/serve.ts';
import { miniCodeEndpoints } from './miniCode.ts';
import { errorText } from './refusal.ts';
import { sessionEndpoints } from './session.ts';
import { subscribeEndpoints } from './subscribe.ts';
import { appOf, tokenEndpoints } from './tokens.ts';

export const wechatGroups: [title: string, endpoints: Endpoint[]][] = [
  ['微信凭证', tokenEndpoints], ['小程序登录与手机号', sessionEndpoints], ['小程序码', miniCodeEndpoints], ['订阅消息', subscribeEndpoints],
];

/** api.weixin.qq.com (contract 8). */
export const wechat: Family = {
  endpoints: new Map(wechatGroups.flatMap(([, list]) => list).map((each) => [each.path, each])),
  appOf, errorText, codes: { badJson: 47001, emptyBody: 44002, wrongVerb: 43002 },
};
