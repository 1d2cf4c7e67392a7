import { useRef } from 'react';

/** A press while the last one still runs does nothing: a double click adds one customer, not two. */
export function useOnce(run: () => Promise<unknown>): () => void {
  const running = useRef(false);
  return () => {
    if (running.current) return;
    running.current = true;
    void run().finally(() => { running.current = false; });
  };
}
