import { useSyncExternalStore } from 'react';

/** A phone's width; the stylesheet turns at the same one. */
const narrow = window.matchMedia('(max-width: 860px)');

const listen = (onChange: () => void) => {
  narrow.addEventListener('change', onChange);
  return () => narrow.removeEventListener('change', onChange);
};

export const useNarrow = (): boolean => useSyncExternalStore(listen, () => narrow.matches);
