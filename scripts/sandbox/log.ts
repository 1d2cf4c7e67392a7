export interface LogRow {
  id: number; at: string; direction: 'in' | 'out'; method: string; path: string; status: number; errcode: number | null; tookMs: number;
  request: unknown; answer: unknown; curl: string;
}

const keptRows = 1_000;
const changedEveryMs = 250;

/** What happened last, and who wants to hear it. */
export interface Log {
  add(row: Omit<LogRow, 'id'>): void;
  rows(limit: number): LogRow[];
  /** Something that `/sandbox/state` shows has changed. */
  changed(): void;
  listen(hear: (event: 'log' | 'changed', data: unknown) => void): () => void;
  close(): void;
}

export function openLog(): Log {
  const rows: LogRow[] = [];
  const listeners = new Set<(event: 'log' | 'changed', data: unknown) => void>();
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const tell = (event: 'log' | 'changed', data: unknown) => { for (const hear of listeners) hear(event, data); };
  return {
    add(given) {
      count += 1;
      const row = { id: count, ...given };
      rows.push(row);
      if (rows.length > keptRows) rows.splice(0, rows.length - keptRows);
      tell('log', row);
    },
    rows: (limit) => rows.slice(-limit).reverse(),
    changed() {
      if (listeners.size === 0) return;
      timer ??= setTimeout(() => { timer = undefined; tell('changed', {}); }, changedEveryMs);
    },
    listen(hear) {
      listeners.add(hear);
      return () => { listeners.delete(hear); };
    },
    close: () => clearTimeout(timer),
  };
}

/** As one word of a shell. */
export const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The call as one can paste it into a shell. */
export function curl(method: string, url: string, body?: { type: string; text: string }): string {
  const parts = ['curl', ...(method === 'GET' ? [] : ['-X', method]), quoted(url)];
  if (body) parts.push('-H', quoted(`Content-Type: ${body.type}`), '--data-binary', quoted(body.text));
  return parts.join(' ');
}
