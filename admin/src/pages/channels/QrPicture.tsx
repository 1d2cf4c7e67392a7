import { QrcodeOutlined } from '@ant-design/icons';
import type { Code } from './codeTypes.ts';

/** The code's QR, or the place where it will be. */
export function QrPicture({ code, size }: { code: Code; size: number }) {
  const faded = code.state === 'disabled' ? ' qr-faded' : '';
  if (!code.qrCodeUrl) return <span className="qr qr-none" style={{ width: size, height: size }}><QrcodeOutlined aria-hidden /></span>;
  return <img className={`qr${faded}`} src={code.qrCodeUrl} width={size} height={size} loading="lazy" alt={`${code.name}的二维码`} />;
}
