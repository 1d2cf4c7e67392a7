import { Button, type ButtonProps } from '@tarojs/components';
import './ActionButton.css';

type ActionButtonProps = Omit<ButtonProps, 'children'> & { kind?: 'primary' | 'plain' | 'text'; isBusy?: boolean; children: string };

/** A verb and its object. Busy: shown, and tapped in vain. */
export function ActionButton({ kind = 'primary', isBusy = false, disabled = false, children, ...props }: ActionButtonProps) {
  const off = disabled || isBusy;
  return <Button {...props} className={`action action--${kind} ${off ? 'action--off' : ''}`} disabled={off}>{isBusy ? `${children}…` : children}</Button>;
}
