import { useEffect, useRef } from 'react';
import { control } from '../lib/control.ts';
import { useDesk } from '../lib/desk.ts';
import { pageOfAddress } from '../lib/scanned.ts';
import type { Customer } from '../lib/types.ts';
import { ScanSheet } from '../customer/ScanSheet.tsx';
import { CallScreen } from './CallScreen.tsx';
import { FriendSheet } from './FriendSheet.tsx';
import { PhoneNumberSheet } from './PhoneNumberSheet.tsx';
import { SubscribeSheet } from './SubscribeSheet.tsx';
import type { Ask } from './usePhoneHost.ts';

interface Props { me: Customer; ask: Ask; answer: (ask: Ask, end: string, more?: object) => void }
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const ok = 'ok';
const denied = 'fail user deny';
const cancelled = 'fail cancel';

/** One call of the page's, put to the person who holds the phone. */
export function AskSheet({ me, ask, answer }: Props) {
  const { attempt, state } = useDesk();
  const { params } = ask;
  const asked = ['getPhoneNumber', 'requestSubscribeMessage', 'shareAppMessage', 'scanCode', 'makePhoneCall'].includes(ask.name);
  const answered = useRef(0);
  useEffect(() => {
    if (asked || answered.current === ask.id) return;
    answered.current = ask.id;
    if (ask.name !== 'login') return answer(ask, 'fail function not exist');
    void control.loginCode(me.externalUserid).then(({ code }) => answer(ask, ok, { code }), (error: Error) => answer(ask, `fail ${error.message}`));
  }, [ask, asked, answer, me.externalUserid]);

  if (ask.name === 'getPhoneNumber') {
    const allow = async () => {
      const given = await attempt(() => control.phoneCode(me.externalUserid));
      answer(ask, given ? ok : 'fail no phone number', given);
    };
    return <PhoneNumberSheet me={me} allow={allow} deny={() => answer(ask, denied)} />;
  }
  if (ask.name === 'requestSubscribeMessage') {
    const ids = Array.isArray(params.tmplIds) ? params.tmplIds.filter((id): id is string => typeof id === 'string') : [];
    const choose = async (accepted: string[]) => {
      const done = accepted.length === 0 || await attempt(() => control.subscribe({ externalUserid: me.externalUserid, templateIds: accepted }));
      answer(ask, done ? ok : 'fail no template data return', done ? Object.fromEntries(ids.map((id) => [id, accepted.includes(id) ? 'accept' : 'reject'])) : {});
    };
    return <SubscribeSheet ids={ids} choose={choose} />;
  }
  if (ask.name === 'shareAppMessage') {
    const card = { title: text(params.title), path: text(params.path) || pageOfAddress(ask.url), imageUrl: address(text(params.imageUrl), ask.url) };
    const send = async (to: string) => {
      const sent = await attempt(() => control.share({ from: me.externalUserid, to, ...card }));
      answer(ask, sent ? ok : 'fail');
    };
    return <FriendSheet me={me} title={card.title} send={send} close={() => answer(ask, cancelled)} />;
  }
  if (ask.name === 'scanCode') {
    const scanned = (given: string) => {
      const mini = state.miniCodes.find((code) => code.text === given);
      answer(ask, ok, mini ? { result: given, scanType: 'WX_CODE', path: `${mini.page}?scene=${encodeURIComponent(mini.scene)}`, charSet: 'UTF-8' } : { result: given, scanType: 'QR_CODE', charSet: 'UTF-8' });
    };
    return <ScanSheet close={() => answer(ask, cancelled)} onScan={scanned} wholeAddress />;
  }
  if (ask.name === 'makePhoneCall') return <CallScreen number={text(params.phoneNumber)} hangUp={() => answer(ask, ok)} />;
  return null;
}

const address = (given: string, page: string) => (given && URL.canParse(given, page) && /^https?:/.test(new URL(given, page).protocol) ? new URL(given, page).href : '');
