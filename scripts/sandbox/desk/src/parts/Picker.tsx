import { useCallback, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { useAway } from './useAway.ts';

const shownAtOnce = 60;

export interface Choice { id: string; name: string; note: string }

interface Props {
  label: string; placeholder: string; current?: Choice; choices: Choice[]; onPick: (id: string) => void;
  /** A last row below the choices, such as "a new one"; it gets what was typed. */
  footer?: (typed: string, close: () => void) => ReactNode;
}

/** One of many people, found by typing. */
export function Picker({ label, placeholder, current, choices, onPick, footer }: Props) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const close = useCallback(() => setOpen(false), []);
  useAway(box, open, close);

  const wanted = typed.trim().toLowerCase();
  const found = choices.filter(({ id, name, note }) => `${name} ${note} ${id}`.toLowerCase().includes(wanted));
  const shown = found.slice(0, shownAtOnce);

  const start = () => { setTyped(''); setAt(0); setOpen(!open); };
  const pick = (id: string) => { close(); button.current?.focus(); onPick(id); };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = Math.min(Math.max(at + step, 0), shown.length - 1);
      setAt(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    const chosen = shown[at];
    if (event.key !== 'Enter' || !chosen || event.nativeEvent.isComposing) return;
    event.preventDefault(); // else the same key press would click the button that gets the focus
    pick(chosen.id);
  };

  return (
    <div className="picker" ref={box}>
      <button type="button" ref={button} className="picker-button" aria-haspopup="listbox" aria-expanded={open} onClick={start}>
        <span className="picker-label">{label}</span>
        <span className="picker-name">{current ? current.name : placeholder}</span>
        {current && <span className="picker-note">{current.note}</span>}
        <Icon name="down" size={16} />
      </button>
      {open && (
        <div className="popover picker-pop">
          <input autoFocus role="combobox" aria-label={`搜索${label}`} aria-expanded="true" aria-controls={listId} aria-activedescendant={`${listId}-${at}`}
            placeholder="输入姓名或账号" value={typed} onChange={(event) => { setTyped(event.target.value); setAt(0); }} onKeyDown={onKey} />
          <ul role="listbox" id={listId} aria-label={label}>
            {shown.map(({ id, name, note }, index) => (
              <li key={id} id={`${listId}-${index}`} role="option" aria-selected={id === current?.id} className={index === at ? 'at' : ''} onClick={() => pick(id)}>
                <span>{name}</span><span className="hint">{note}</span>
              </li>
            ))}
            {shown.length === 0 && <li className="hint">没有找到这个人</li>}
          </ul>
          {found.length > shown.length && <p className="hint pop-note">还有 {found.length - shown.length} 人，继续输入可缩小范围</p>}
          {footer?.(typed.trim(), close)}
        </div>
      )}
    </div>
  );
}
