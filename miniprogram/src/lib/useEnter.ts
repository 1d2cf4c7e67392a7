import { useState } from 'react';
import { enter } from './enter.ts';
import { sayError } from './say.ts';

/** `enter` for a button: says what failed. */
export function useEnter() {
  const [isBusy, setBusy] = useState(false);
  const go = async (): Promise<boolean> => {
    setBusy(true);
    return enter()
      .catch((error: unknown) => { sayError(error); return false; })
      .finally(() => setBusy(false));
  };
  return { enter: go, isBusy };
}
