import { useEffect, useState } from 'react';
import { serverNow } from './clock.ts';

const secondsTo = (instant: string | undefined) => (instant ? Math.max(0, Math.ceil((Date.parse(instant) - serverNow()) / 1_000)) : 0);

/** Whole seconds to an instant, by the server's clock. */
export function useCountdown(instant: string | undefined): number {
  const [seconds, setSeconds] = useState(() => secondsTo(instant));
  useEffect(() => {
    setSeconds(secondsTo(instant));
    if (secondsTo(instant) === 0) return undefined;
    const timer = setInterval(() => {
      const left = secondsTo(instant);
      setSeconds(left);
      if (left === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [instant]);
  return seconds;
}
