import { contactWayEndpoints } from './contactWays.ts';
import { corpTagEndpoints } from './corpTags.ts';
import { customerEndpoints } from './customers.ts';
import { directoryEndpoints } from './directory.ts';
import type { Endpoint } from './endpoint.ts';
import { errorText } from './refusal.ts';
import type { Family } from './serve.ts';
import { loginEndpoints } from './login.ts';
import { mediaEndpoints } from './media.ts';
import { messageEndpoints } from './messages.ts';
import { appOf, tokenEndpoints } from './tokens.ts';
import { welcomeEndpoints } from './welcome.ts';

export const endpointGroups: [title: string, endpoints: Endpoint[]][] = [
  ['凭证', tokenEndpoints], ['通讯录', directoryEndpoints], ['身份验证', loginEndpoints], ['客户', customerEndpoints], ['联系我', contactWayEndpoints],
  ['欢迎语', welcomeEndpoints], ['企业标签', corpTagEndpoints], ['应用消息', messageEndpoints], ['素材', mediaEndpoints],
];

export const endpoints = new Map(endpointGroups.flatMap(([, list]) => list).map((each) => [each.path, each]));

/** qyapi.weixin.qq.com; the codes are contract 0's. */
export const wecom: Family = { endpoints, appOf, errorText, codes: { badJson: 40058, emptyBody: 40063, wrongVerb: 40058 } };
