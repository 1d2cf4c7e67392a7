import { callWecom } from './client.ts';

/** 「联系我」, contract 4.2. */
export interface ContactWayContent {
  /** ≤ 30 characters, longer is an error. */
  remark?: string;
  /** WeCom's default is true. */
  skip_verify?: boolean;
  /** ≤ 30 characters; comes back in the callback of an add. */
  state?: string;
  /** ≤ 100 with the members of `party`; each activated and real-name verified, else 41054. */
  user?: string[];
  party?: number[];
  /** One member per external contact and corp. */
  is_exclusive?: boolean;
}
export interface NewContactWay extends ContactWayContent {
  /** 1 single, 2 multi. */
  type: 1 | 2;
  /** 1 mini-program control, 2 QR code. */
  scene: 1 | 2;
  /** How the control looks; scene 1 only, and needed there (41042). */
  style?: 1 | 2 | 3;
}
export interface ContactWay extends Required<Pick<ContactWayContent, 'remark' | 'skip_verify' | 'state' | 'user' | 'party'>> {
  config_id: string;
  type: number;
  scene: number;
  /** Address of the QR image; scene 2 only. */
  qr_code?: string;
}

const base = '/cgi-bin/externalcontact';

/** Not repeated after a lost answer: a second call would make a second way. Look with `listContactWays` first. */
export async function addContactWay(way: NewContactWay): Promise<{ configId: string; qrCode: string }> {
  const answer = await callWecom<{ config_id: string; qr_code?: string }>({ method: 'POST', path: `${base}/add_contact_way`, body: way, repeatable: false });
  return { configId: answer.config_id, qrCode: answer.qr_code ?? '' };
}

export async function getContactWay(configId: string): Promise<ContactWay> {
  const answer = await callWecom<{ contact_way: ContactWay }>({ method: 'POST', path: `${base}/get_contact_way`, body: { config_id: configId } });
  return answer.contact_way;
}

/** One page of the ids of ways made between two times (Unix seconds; WeCom's default: the last 90 days). */
export async function listContactWays(range: { startTime?: number; endTime?: number; cursor?: string | null } = {}): Promise<{ configIds: string[]; nextCursor: string | null }> {
  const { startTime, endTime, cursor } = range;
  const answer = await callWecom<{ contact_way?: { config_id: string }[]; next_cursor?: string }>({
    method: 'POST', path: `${base}/list_contact_way`,
    body: { ...(startTime ? { start_time: startTime } : {}), ...(endTime ? { end_time: endTime } : {}), ...(cursor ? { cursor } : {}), limit: 1_000 },
  });
  return { configIds: (answer.contact_way ?? []).map((each) => each.config_id), nextCursor: answer.next_cursor || null };
}

/** Overwrites the given fields; type and scene cannot change. */
export async function updateContactWay(configId: string, content: ContactWayContent): Promise<void> {
  await callWecom({ method: 'POST', path: `${base}/update_contact_way`, body: { config_id: configId, ...content } });
}

export async function deleteContactWay(configId: string): Promise<void> {
  await callWecom({ method: 'POST', path: `${base}/del_contact_way`, body: { config_id: configId } });
}
