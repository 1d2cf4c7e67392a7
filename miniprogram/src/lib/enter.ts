import { api } from './api.ts';
import { isApiError } from './apiError.ts';
import { forgetNotice, keepMyChoices, readNotice } from './choices.ts';
import { liveValue } from './liveValue.ts';
import { noticeAnswer, type NoticeAnswer } from './noticeAnswer.ts';
import { refreshMine } from './refreshMine.ts';
import { signIn, signOut } from './session.ts';
import { token } from './token.ts';

let entering: Promise<boolean> | undefined;

/** Signs in, and never before the present notice is agreed to: it is shown where it is not yet. False: the person only looks around. Several callers share one. */
export const enter = (): Promise<boolean> => (entering ??= pass().finally(() => { entering = undefined; }));

async function pass(): Promise<boolean> {
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

export const noticeOpen = liveValue(() => false);
let tell: ((agreed: boolean) => void) | undefined;

function ask(): Promise<boolean> {
  noticeOpen.write(true);
  return new Promise((resolve) => { tell = resolve; });
}

export function answerNotice(answer: NoticeAnswer): void {
  noticeAnswer.write(answer);
  noticeOpen.write(false);
  tell?.(answer.agreed);
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
