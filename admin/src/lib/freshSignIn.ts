import { useSyncExternalStore } from 'react';

/** Whether the server asked for a sign-in of the last minutes; the shell shows the dialog. */
let asked = false;
const listeners = new Set<() => void>();

function set(value: boolean): void {
  asked = value;
  for (const each of listeners) each();
}

export const askFreshSignIn = (): void => set(true);
export const dropFreshSignIn = (): void => set(false);
export const useFreshSignInAsked = (): boolean =>
  useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener); }, () => asked);
