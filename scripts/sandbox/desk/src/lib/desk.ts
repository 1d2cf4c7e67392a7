import { createContext, useContext } from 'react';
import type { Chat, Relation, SandboxState } from './types.ts';

export interface Notice { text: string; bad?: boolean; action?: { label: string; run: () => void } }

interface Desk {
  state: SandboxState;
  say: (notice: Notice) => void;
  /** Runs a call of the control plane; a refusal becomes a notice and `undefined`. */
  attempt: <Answer>(run: () => Promise<Answer>) => Promise<Answer | undefined>;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk stands outside the desk');
  return desk;
}

/** Who is who: look-ups over one state. */
export const memberOf = (state: SandboxState, userid?: string) => state.members.find((member) => member.userid === userid);
export const customerOf = (state: SandboxState, id?: string) => state.customers.find((customer) => customer.externalUserid === id);
export const departmentName = (state: SandboxState, id?: number) => state.departments.find((department) => department.id === id)?.name ?? '';

export const relationOf = (state: SandboxState, userid: string, externalUserid: string): Relation | undefined =>
  state.relations.find((relation) => relation.userid === userid && relation.externalUserid === externalUserid);
export const chatOf = (state: SandboxState, userid: string, externalUserid: string): Chat | undefined =>
  state.chats.find((chat) => chat.userid === userid && chat.externalUserid === externalUserid);

export const lastAt = (chat: Chat) => chat.lines.at(-1)?.at ?? 0;

/** The sandbox writes its own lines for the customer ("you have added …"); a member reads them so. */
export const addedText = (state: SandboxState, externalUserid: string) => `${customerOf(state, externalUserid)?.name ?? '客户'}添加了你，现在可以开始聊天了。`;

/** One line of a chat list: the words, or the kind of what was sent. */
export function preview(chat: Chat, systemText?: string) {
  const line = chat.lines.at(-1);
  if (!line) return '';
  if (line.from === 'system') return systemText ?? line.text ?? '';
  if (line.text) return line.text;
  const kinds = { image: '[图片]', link: '[链接]', miniprogram: '[小程序]', video: '[视频]', file: '[文件]' };
  const first = line.attachments?.[0];
  return first ? kinds[first.msgtype] : '';
}
