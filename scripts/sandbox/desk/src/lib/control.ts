import type { Clock, Customer, Deliveries, Fault, LogRow, SandboxState, Scanned } from './types.ts';

async function call<Answer>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Answer> {
  const response = await fetch(`/sandbox/${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => { throw new Error('沙箱没有应答，请看看它是否还在运行。'); });
  const text = await response.text();
  const answer = readJson(text);
  if (!response.ok) throw new Error(answer?.error ?? `沙箱没有办成这件事（${response.status}）。`);
  // The control plane and this page are built together: its answers have the shapes of types.ts.
  return answer as Answer;
}

function readJson(text: string): { error?: string } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Pair = { externalUserid: string; userid: string };

/** Every call of the control plane that the desk makes. */
export const control = {
  state: () => call<SandboxState>('GET', 'state'),
  log: () => call<{ rows: LogRow[] }>('GET', 'log?limit=200'),
  hold: (who: { externalUserid?: string; userid?: string }) => call('POST', 'hold', who),
  newCustomer: (customer: { name?: string }) => call<Customer>('POST', 'customers', customer),
  scan: (qr: string) => call<Scanned>('POST', 'scan', { qr }),
  add: (contact: Pair & { configId?: string }) => call<{ userid: string }>('POST', 'add', contact),
  removeByCustomer: (pair: Pair) => call('POST', 'removeByCustomer', pair),
  removeByStaff: (pair: Pair) => call('POST', 'removeByStaff', pair),
  message: (line: Pair & { from: 'customer' | 'staff'; text: string }) => call('POST', 'message', line),
  remark: (change: Pair & { remark?: string; tagIds?: string[] }) => call('POST', 'remark', change),
  loginCode: (externalUserid: string) => call<{ code: string }>('POST', 'loginCode', { externalUserid }),
  phoneCode: (externalUserid: string) => call<{ code: string }>('POST', 'phoneCode', { externalUserid }),
  subscribe: (given: { externalUserid: string; templateIds: string[] }) => call('POST', 'subscribe', given),
  share: (card: { from: string; to: string; title: string; path: string; imageUrl: string }) => call('POST', 'share', card),
  smsRead: (given: ({ externalUserid: string } | { userid: string }) & { messageId?: string }) => call('POST', 'smsRead', given),
  mailRead: (given: { userid: string; messageId?: string }) => call('POST', 'mailRead', given),
  clock: (move: { advanceMs: number } | { at: string } | { reset: true }) => call<Clock>('POST', 'clock', move),
  addFault: (fault: Fault) => call('POST', 'faults', fault),
  clearFaults: () => call('DELETE', 'faults'),
  replay: (callbackId: string) => call('POST', 'replay', { callbackId }),
  deliveries: (change: Partial<Deliveries>) => call('POST', 'deliveries', change),
};
