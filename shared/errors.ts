import { attributionErrors } from './attribution/errors.ts';
import { channelsErrors } from './channels/errors.ts';
import { contentErrors } from './content/errors.ts';
import { customersErrors } from './customers/errors.ts';
import { orgErrors } from './org/errors.ts';
import { outreachErrors } from './outreach/errors.ts';
import { platformErrors } from './platform/errors.ts';
import { privacyErrors } from './privacy/errors.ts';
import { referralErrors } from './referral/errors.ts';
import { wecomErrors } from './wecom/errors.ts';

export const errorTable = {
  ...platformErrors, ...wecomErrors, ...orgErrors, ...customersErrors, ...contentErrors, ...outreachErrors, ...channelsErrors,
  ...privacyErrors, ...attributionErrors, ...referralErrors,
};
export type ErrorCode = keyof typeof errorTable;
