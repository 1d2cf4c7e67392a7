import { useEffect } from 'react';
import { useNotice } from './choices.ts';
import { enter } from './enter.ts';
import { noticeAnswer } from './noticeAnswer.ts';
import { sayError } from './say.ts';

/** Shows the privacy notice to whoever has not answered its present version, and signs in where it is agreed to. */
export function useFirstEntry(): void {
  const answered = noticeAnswer.use()?.version;
  const version = useNotice().data?.notice.version;
  useEffect(() => {
    if (version !== undefined && answered !== version) enter().catch(sayError);
  }, [answered, version]);
}
