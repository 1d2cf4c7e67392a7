import type { Contract } from './contract.ts';
import * as report from './analytics/report.contract.ts';
import * as attribution from './attribution/attribution.contract.ts';
import * as bankEvent from './bank/bankEvent.contract.ts';
import * as bankFile from './bank/bankFile.contract.ts';
import * as campaign from './channels/campaign.contract.ts';
import * as channelCode from './channels/channelCode.contract.ts';
import * as welcome from './content/welcome.contract.ts';
import * as customer from './customers/customer.contract.ts';
import * as member from './customers/member.contract.ts';
import * as approval from './org/approval.contract.ts';
import * as session from './org/session.contract.ts';
import * as staff from './org/staff.contract.ts';
import * as outbound from './outreach/outbound.contract.ts';
import * as target from './performance/target.contract.ts';
import * as choices from './privacy/choices.contract.ts';
import * as inviteCode from './referral/inviteCode.contract.ts';
import * as system from './system/system.contract.ts';
import * as callback from './wecom/callback.contract.ts';

/** Every operation's contract, by domain and name. */
export const contracts = {
  wecom: { ...callback },
  org: { ...session, ...staff, ...approval },
  customers: { ...customer, ...member },
  bank: { ...bankEvent, ...bankFile },
  privacy: { ...choices },
  content: { ...welcome },
  outreach: { ...outbound },
  channels: { ...channelCode, ...campaign },
  attribution: { ...attribution },
  referral: { ...inviteCode },
  performance: { ...target },
  analytics: { ...report },
  system: { ...system },
} as const;

type Call<C> = C extends Contract<any, infer Output, infer Written> ? (input: Written) => Promise<Output> : never;
type Calls<Module> = { [Name in keyof Module as Module[Name] extends Contract<any, any, any> ? Name : never]: Call<Module[Name]> };

/** The client's view: `api.channels.createCode(input)`. */
export type Api = { [Domain in keyof typeof contracts]: Calls<(typeof contracts)[Domain]> };
export type Answer<Operation extends (input: never) => Promise<unknown>> = Awaited<ReturnType<Operation>>;
