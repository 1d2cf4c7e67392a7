import { App, Button, type ButtonProps } from 'antd';
import { copyText } from '../lib/copyText.ts';

/** Copies a text and says so. */
export function CopyButton({ text, done = '已复制', ...button }: { text: string; done?: string } & ButtonProps) {
  const { message } = App.useApp();
  const copy = async () => {
    const copied = await copyText(text);
    void (copied ? message.success(done) : message.error('浏览器不允许复制，请手动选择后复制'));
  };
  return <Button {...button} onClick={() => void copy()} />;
}
