import { analytics } from './analytics/index.ts';
import { attribution } from './attribution/index.ts';
import { audit } from './audit/index.ts';
import { bank } from './bank/index.ts';
import { channels } from './channels/index.ts';
import { compliance } from './compliance/index.ts';
import { content } from './content/index.ts';
import { customers } from './customers/index.ts';
import { org } from './org/index.ts';
import { outreach } from './outreach/index.ts';
import { performance } from './performance/index.ts';
import { privacy } from './privacy/index.ts';
import { referral } from './referral/index.ts';
import { system } from './system/index.ts';
import { wecom } from './wecom/index.ts';

/** In dependency order: a domain imports only `platform`, `shared` and domains above it. */
export const domains = [audit, wecom, org, customers, bank, privacy, compliance, content, outreach, channels, attribution, referral, performance, analytics, system] as const;
