import { CopyOutlined, DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { CopyButton } from '../../components/CopyButton.tsx';
import { saveImage } from '../../lib/saveImage.ts';
import type { Code } from './codeTypes.ts';
import { codeWords } from './codeWords.ts';
import { QrPicture } from './QrPicture.tsx';

export function QrCard({ code }: { code: Code }) {
  const { message } = App.useApp();
  const download = async () => {
    const how = await saveImage(code.qrCodeUrl, `${code.name}.png`);
    if (how === 'opened') void message.info('已在新标签页打开二维码，请在图片上右键另存');
  };
  return (
    <section className="card section qr-card">
      <QrPicture code={code} size={208} />
      {!code.qrCodeUrl && <p className="hint">{code.state === 'failed' ? '还没有二维码' : codeWords.syncing}</p>}
      {code.qrCodeUrl && (
        <>
          <a className="hint ellipsis" href={code.qrCodeUrl} target="_blank" rel="noopener noreferrer" data-testid="code-qr-url">{code.qrCodeUrl}</a>
          <div className="qr-acts">
            <CopyButton text={code.qrCodeUrl} done="已复制二维码链接" icon={<CopyOutlined aria-hidden />} data-testid="copy-qr">复制二维码链接</CopyButton>
            <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void download()}>下载二维码</Button>
          </div>
        </>
      )}
    </section>
  );
}
