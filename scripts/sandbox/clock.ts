import { readFileSync, renameSync, writeFileSync } from 'node:fs';

const rereadMs = 500;

/** The sandbox's time: the machine's plus an offset, which the server under test reads from the same file. */
export interface Clock {
  nowMs(): number;
  nowSeconds(): number;
  offsetMs(): number;
  setOffset(offsetMs: number): void;
}

/** The machine's own time, for waiting; never moved. */
export const systemMs = (): number => Date.now();
export const monotonicMs = (): number => performance.now();
export const isoTime = (ms: number): string => new Date(ms).toISOString();
export const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

/** A wait that does not keep the process alive. */
export const idlePause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms).unref(); });

export function openClock(file: string | undefined): Clock {
  let offset = file ? readOffset(file) : 0;
  let readAtMs = systemMs();
  const current = () => {
    if (file && systemMs() - readAtMs >= rereadMs) {
      readAtMs = systemMs();
      offset = readOffset(file);
    }
    return offset;
  };
  return {
    nowMs: () => systemMs() + current(),
    nowSeconds: () => Math.floor((systemMs() + current()) / 1000),
    offsetMs: current,
    setOffset(offsetMs) {
      offset = Math.round(offsetMs);
      readAtMs = systemMs();
      if (!file) return;
      writeFileSync(`${file}.new`, String(offset));
      renameSync(`${file}.new`, file);
    },
  };
}

function readOffset(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    return 0; // no file yet: nobody has moved the clock
  }
}
