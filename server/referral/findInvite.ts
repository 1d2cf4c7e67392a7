import type { CampaignRow } from '../channels/campaign.model.ts';
import { campaignsById, campaignState } from '../channels/campaigns.ts';
import { requestContext } from '../platform/context.ts';
import { AppError } from '../platform/errors.ts';
import type { Tx } from '../platform/mongo.ts';
import { failureLimit } from '../platform/rateLimit.ts';
import { InviteCode, type InviteCodeRow } from './inviteCode.model.ts';
import { readCode } from './inviteText.rules.ts';

/** Guessing: 2^54 codes, and a caller who has been wrong 20 times waits an hour, whether the next one is right or not. */
const guesses = failureLimit('invite', { points: 20, seconds: 3_600, blockSeconds: 3_600 });

export interface UsableInvite { invite: InviteCodeRow; campaign: CampaignRow }

/** The code as typed, if it may be used now; otherwise why not, in words for whoever typed it. Counts wrong ones against the address and, where somebody is signed in, against them. */
export async function findUsableInvite(typed: string, at: Date, who: string | null): Promise<UsableInvite> {
  const code = readCode(typed);
  if (!code) throw new AppError('referral.codeMistyped');
  const guessers = [`ip:${requestContext()?.ip ?? 'unknown'}`, ...(who ? [`customer:${who}`] : [])];
  for (const guesser of guessers) if (await guesses.isSpent(guesser)) throw new AppError('referral.tooManyGuesses');
  const invite = await InviteCode.findOne({ code }).lean<InviteCodeRow>();
  if (!invite) {
    for (const guesser of guessers) await guesses.fail(guesser);
    throw new AppError('referral.codeUnknown');
  }
  return { invite, campaign: await usableCampaign(invite, at) };
}

async function usableCampaign(invite: InviteCodeRow, at: Date, tx?: Tx): Promise<CampaignRow> {
  if (invite.state === 'disabled') throw new AppError('referral.codeDisabled');
  if (invite.expiresAt <= at) throw new AppError('referral.codeExpired');
  const campaign = (await campaignsById([invite.campaignId], tx)).get(invite.campaignId);
  if (!campaign || campaignState(campaign, at) === 'over') throw new AppError('referral.codeExpired');
  if (campaignState(campaign, at) === 'coming') throw new AppError('referral.codeNotStarted');
  return campaign;
}

/** The same check inside the transaction that uses the code: it may have been disabled since it was found. */
export async function requireUsable(inviteId: string, at: Date, tx: Tx): Promise<InviteCodeRow> {
  const invite = await InviteCode.findById(inviteId).session(tx).lean<InviteCodeRow>();
  if (!invite) throw new AppError('referral.codeUnknown');
  await usableCampaign(invite, at, tx);
  return invite;
}
