import { api } from './api.ts';
import { isApiError } from './apiError.ts';
import { forgetNotice, keepMyChoices, readNotice, type Decision } from './choices.ts';
import { keptValue, liveValue } from './liveValue.ts';
import { refreshMine } from './refreshMine.ts';
import { signIn, signOut } from './session.ts';
import { token } from './token.ts';

/** What this phone's person said to a version of the notice. `unsaved`: decisions that the server does not have yet. */
export interface NoticeAnswer { version: number; agreed: boolean; unsaved: Decision[] | null }

export const noticeAnswer = keptValue<NoticeAnswer | null>('guanhu.notice', null);
export const noticeOpen = liveValue(() => false);
let waiting: ((agreed: boolean) => void)[] = [];

export function answerNotice(answer: NoticeAnswer): void {
  noticeAnswer.write(answer);
  noticeOpen.write(false);
  const told = waiting;
  waiting = [];
  told.forEach((tell) => tell(answer.agreed));
}

/** Signs in, and never before the present notice is agreed to: it is shown where it is not yet. False: the person only looks around. */
export async function enter(): Promise<boolean> {
  const { notice } = await readNotice();
  const answer = noticeAnswer.read();
  const isAgreed = (answer?.version === notice.version && answer.agreed) || await ask();
  if (!isAgreed) {
    if (token.read()) await signOut();
    return false;
  }
  if (!token.read()) await signIn();
  await saveUnsaved();
  await refreshMine();
  return true;
}

function ask(): Promise<boolean> {
  noticeOpen.write(true);
  return new Promise((resolve) => { waiting.push(resolve); });
}

/** Decisions that were made before signing in, or that could not be sent. */
export async function saveUnsaved(): Promise<void> {
  const answer = noticeAnswer.read();
  if (!answer?.unsaved || !token.read()) return;
  try {
    keepMyChoices(await api.privacy.saveChoices({ noticeVersion: answer.version, choices: answer.unsaved }));
  } catch (error) {
    if (isApiError(error, 'privacy.noticeChanged')) {
      noticeAnswer.write(null);
      await forgetNotice();
    }
    throw error;
  }
  noticeAnswer.write({ ...answer, unsaved: null });
}
