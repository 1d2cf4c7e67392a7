import { Button, type ButtonProps } from 'antd';
import { useHref, useNavigate } from 'react-router-dom';

/** A link that looks like a button: opens in place, or in a new tab when asked. */
export function LinkButton({ to, ...button }: { to: string } & Omit<ButtonProps, 'href' | 'onClick'>) {
  const navigate = useNavigate();
  const href = useHref(to);
  return (
    <Button {...button} href={href} onClick={(event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      navigate(to);
    }} />
  );
}
