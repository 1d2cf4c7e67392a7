import type { CodeFields } from './codeTypes.ts';

const place = 'guanhu.codeDraft';
export type Draft = Partial<CodeFields>;

/** What was being written when the page was left; kept in this browser only. */
export function readDraft(): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(place) ?? 'null');
    return typeof draft === 'object' && draft !== null ? draft : undefined;
  } catch {
    return undefined; // unreadable: as good as none
  }
}

export const keepDraft = (draft: Draft): void => localStorage.setItem(place, JSON.stringify(draft));
export const dropDraft = (): void => localStorage.removeItem(place);
