import { useState, type FormEvent } from 'react';

/** The line one types into below a chat. */
export function Composer({ onSend, label }: { onSend: (text: string) => Promise<unknown>; label: string }) {
  const [text, setText] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (!said) return;
    setText('');
    await onSend(said);
  };
  return (
    <form className="composer" onSubmit={send}>
      <input aria-label={label} value={text} onChange={(event) => setText(event.target.value)} placeholder="说点什么" />
      <button type="submit" disabled={!text.trim()}>发送</button>
    </form>
  );
}
