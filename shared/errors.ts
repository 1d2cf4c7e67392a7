import { analyticsErrors } from './analytics/errors.ts';
import { attributionErrors } from './attribution/errors.ts';
import { bankErrors } from './bank/errors.ts';
import { channelsErrors } from './channels/errors.ts';
import { contentErrors } from './content/errors.ts';
import { customersErrors } from './customers/errors.ts';
import { orgErrors } from './org/errors.ts';
import { outreachErrors } from './outreach/errors.ts';
import { performanceErrors } from './performance/errors.ts';
import { platformErrors } from './platform/errors.ts';
import { privacyErrors } from './privacy/errors.ts';
import { referralErrors } from './referral/errors.ts';
import { wecomErrors } from './wecom/errors.ts';

export const errorTable = {
  ...platformErrors, ...wecomErrors, ...orgErrors, ...customersErrors, ...contentErrors, ...outreachErrors, ...channelsErrors,
  ...privacyErrors, ...attributionErrors, ...referralErrors, ...bankErrors, ...performanceErrors, ...analyticsErrors,
};
export type ErrorCode = keyof typeof errorTable;
