import type { Decision } from './choices.ts';
import { keptValue } from './liveValue.ts';

/** What this phone's person said to a version of the notice. `unsaved`: decisions that the server does not have yet. */
export interface NoticeAnswer { version: number; agreed: boolean; unsaved: Decision[] | null }

export const noticeAnswer = keptValue<NoticeAnswer | null>('guanhu.notice', null);
