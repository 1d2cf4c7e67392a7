import { useEffect, useRef } from 'react';

const isWriting = (target: EventTarget | null): boolean => target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="combobox"]') !== null;

/** Single letters for a queue: not while somebody writes, nor under a dialog. */
export function useQueueKeys(keys: Partial<Record<'j' | 'k' | 'a' | 'r', () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return;
      const act = Object.entries(latest.current).find(([key]) => key === event.key.toLowerCase())?.[1];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
