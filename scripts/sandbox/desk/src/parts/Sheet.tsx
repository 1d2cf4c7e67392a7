import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

interface Props { title: string; close: () => void; children: ReactNode; alert?: boolean }

/** A panel over a phone's screen; the keyboard stays in it until it closes. */
export function Sheet({ title, close, children, alert }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => { if (before instanceof HTMLElement) before.focus(); };
  }, []);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    if (event.key !== 'Tab' || !box.current) return;
    const stops = [...box.current.querySelectorAll<HTMLElement>('button:not(:disabled), input, a[href]')];
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    const next = event.shiftKey ? stops.at(-1) : stops[0];
    if (document.activeElement !== edge && document.activeElement !== box.current) return;
    event.preventDefault();
    next?.focus();
  };
  return (
    <div className={alert ? 'veil centre' : 'veil'} onPointerDown={(event) => { if (event.target === event.currentTarget) close(); }}>
      <div className={alert ? 'alert' : 'sheet'} role="dialog" aria-modal="true" aria-label={title} tabIndex={-1} ref={box} onKeyDown={onKey}>
        {children}
      </div>
    </div>
  );
}

interface ConfirmProps { title: string; text: string; action: string; onConfirm: () => void; close: () => void }

export function Confirm({ title, text, action, onConfirm, close }: ConfirmProps) {
  return (
    <Sheet title={title} close={close} alert>
      <h3>{title}</h3>
      <p>{text}</p>
      <div className="alert-actions">
        <button type="button" onClick={close}>取消</button>
        <button type="button" className="danger" onClick={() => { close(); onConfirm(); }}>{action}</button>
      </div>
    </Sheet>
  );
}
