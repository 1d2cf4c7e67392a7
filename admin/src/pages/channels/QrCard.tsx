import { CopyOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { CopyButton } from '../../components/CopyButton.tsx';
import type { Code } from './codeTypes.ts';
import { codeWords } from './codeWords.ts';
import { QrPicture } from './QrPicture.tsx';

export function QrCard({ code }: { code: Code }) {
  return (
    <section className="card section qr-card">
      <QrPicture code={code} size={208} />
      {!code.qrCodeUrl && <p className="hint">{code.state === 'failed' ? '还没有二维码' : codeWords.syncing}</p>}
      {code.qrCodeUrl && (
        <>
          <a className="hint ellipsis" href={code.qrCodeUrl} target="_blank" rel="noopener noreferrer" data-testid="code-qr-url">{code.qrCodeUrl}</a>
          <div className="qr-acts">
            <CopyButton text={code.qrCodeUrl} done="已复制二维码链接" icon={<CopyOutlined aria-hidden />} data-testid="copy-qr">复制二维码链接</CopyButton>
            <Button icon={<DownloadOutlined aria-hidden />} href={`/channels/qr/${code.id}`} download={`${code.name}.png`} data-testid="download-qr">下载二维码</Button>
          </div>
        </>
      )}
    </section>
  );
}
