import { useCallback, useEffect, useState, type RefObject } from 'react';

export interface Ask { id: number; name: string; params: Record<string, unknown>; url: string }
export interface Unheard { name: string; url: string; title: string }
interface Sent { phone?: number; kind?: string; id?: number; name?: string; params?: Record<string, unknown>; url?: string; title?: string }
interface Given { frame: RefObject<HTMLIFrameElement>; origin: string; onLeave: () => void; onUnheard: (what: Unheard) => void }

/** The parent's side of the bridge: only this frame and this origin are heard; a new document forgets what was asked before. */
export function usePhoneHost({ frame, origin, onLeave, onUnheard }: Given) {
  const [asks, setAsks] = useState<Ask[]>([]);
  const [place, setPlace] = useState({ url: '', title: '' });
  const [ready, setReady] = useState(false);
  const post = useCallback((message: object) => frame.current?.contentWindow?.postMessage({ desk: 1, ...message }, origin), [frame, origin]);

  useEffect(() => {
    const hear = ({ source, origin: from, data }: MessageEvent<Sent | undefined>) => {
      if (!data || data.phone !== 1 || from !== origin || source !== frame.current?.contentWindow) return;
      const { kind, id = 0, name = '', params = {}, url = '', title = '' } = data;
      if (kind === 'hello') {
        setAsks([]);
        setReady(true);
        post({ kind: 'ack' });
      }
      if (kind === 'moved') setPlace({ url, title });
      if (kind === 'invoke') setAsks((known) => [...known, { id, name, params, url }]);
      if (kind === 'leave') onLeave();
      if (kind === 'unheard') onUnheard({ name, url, title });
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  });

  const answer = useCallback((ask: Ask, how: string, words: object = {}) => {
    setAsks((known) => known.filter(({ id }) => id !== ask.id));
    post({ kind: 'answer', id: ask.id, how, words });
  }, [post]);
  return {
    ask: asks[0], place, ready, answer,
    goBack: () => (ready ? post({ kind: 'back' }) : onLeave()),
    tell: (name: string, given: object = {}) => post({ kind: 'event', name, given }),
    restart: () => { setAsks([]); setReady(false); },
  };
}
