import { useEffect, useState } from 'react';
import { control } from './control.ts';
import type { LogRow, SandboxState } from './types.ts';

const settleMs = 120;
const restPerRead = 3; // a big corp takes long to read: rest three times as long, so that a burst is not slowed by being watched
const rowsKept = 400;
const stream = new EventSource('/sandbox/stream');

/** The sandbox as it is now; read again, at most once in a while, after each `changed`. */
export function useSandboxState() {
  const [state, setState] = useState<SandboxState>();
  const [offline, setOffline] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let reading = false;
    let stale = false;
    let restMs = settleMs;
    const read = async () => {
      timer = undefined;
      if (reading) { stale = true; return; }
      reading = true;
      const startedMs = performance.now();
      await control.state().then((next) => { setState(next); setOffline(false); }, () => setOffline(true));
      reading = false;
      restMs = Math.max(settleMs, restPerRead * (performance.now() - startedMs));
      if (stale) { stale = false; soon(); }
    };
    const soon = () => { timer ??= setTimeout(() => void read(), restMs); };
    const lost = () => setOffline(true);
    stream.addEventListener('changed', soon);
    stream.addEventListener('open', soon);
    stream.addEventListener('error', lost);
    void read();
    return () => {
      clearTimeout(timer);
      stream.removeEventListener('changed', soon);
      stream.removeEventListener('open', soon);
      stream.removeEventListener('error', lost);
    };
  }, []);
  return { state, offline };
}

/** The newest calls and callbacks, newest first; many at once are shown together. */
export function useLogRows() {
  const [rows, setRows] = useState<LogRow[]>([]);
  useEffect(() => {
    let waiting: LogRow[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const put = (fresh: LogRow[]) => setRows((known) => {
      const ids = new Set(known.map((row) => row.id));
      return [...fresh.filter((row) => !ids.has(row.id)), ...known].slice(0, rowsKept);
    });
    const flush = () => {
      timer = undefined;
      put(waiting.reverse());
      waiting = [];
    };
    const take = (event: MessageEvent<string>) => {
      waiting.push(JSON.parse(event.data) as LogRow); // the stream's rows are those of CONTROL.md
      timer ??= setTimeout(flush, settleMs);
    };
    stream.addEventListener('log', take);
    control.log().then(({ rows: past }) => setRows((known) => [...known, ...past.filter((row) => !known.some(({ id }) => id === row.id))]), () => undefined);
    return () => {
      clearTimeout(timer);
      stream.removeEventListener('log', take);
    };
  }, []);
  return { rows, clear: () => setRows([]) };
}
