import { CopyOutlined, DownloadOutlined, QrcodeOutlined } from '@ant-design/icons';
import { Button, QRCode } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { CopyButton } from '../../components/CopyButton.tsx';
import type { Invite } from './inviteQueries.ts';
import { inviteWords } from './inviteWords.ts';
import { saveCanvas } from './saveCanvas.ts';

const size = 132;

/** Link, WeCom QR and mini-program code; each to copy or to save. */
export const InviteWays = ({ invite }: { invite: Invite }) => (
  <div className={invite.state === 'active' ? 'ways' : 'ways ways-off'}>
    <LinkWay invite={invite} />
    <ContactWay invite={invite} />
    <MiniWay invite={invite} />
  </div>
);

function LinkWay({ invite: { link, manager, campaign } }: { invite: Invite }) {
  const place = useRef<HTMLDivElement>(null);
  const save = () => { const canvas = place.current?.querySelector('canvas'); if (canvas) saveCanvas(canvas, `${manager.name}-${campaign.name}-链接.png`); };
  return (
    <Way name="链接" hint="发在微信里，点开进入小程序兑换" picture={<div ref={place}><QRCode value={link} type="canvas" size={size} bordered={false} marginSize={2} /></div>}>
      <a className="hint way-link" href={link} target="_blank" rel="noopener noreferrer">{link}</a>
      <CopyButton text={link} size="small" icon={<CopyOutlined aria-hidden />} done="已复制链接">复制链接</CopyButton>
      <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={save}>下载二维码</Button>
    </Way>
  );
}

const ContactWay = ({ invite: { qrCodeUrl } }: { invite: Invite }) => (
  <Way
    name="企业微信二维码" hint="扫码直接添加客户经理，计入本邀请码"
    picture={qrCodeUrl ? <img src={qrCodeUrl} width={size} height={size} alt="添加客户经理的企业微信二维码" /> : <NoPicture words="生成中" />}
  >
    {qrCodeUrl && <CopyButton text={qrCodeUrl} size="small" icon={<CopyOutlined aria-hidden />} done="已复制二维码链接">复制二维码链接</CopyButton>}
    {qrCodeUrl && <Button size="small" icon={<DownloadOutlined aria-hidden />} href={qrCodeUrl} target="_blank" rel="noopener noreferrer">打开原图</Button>}
    {!qrCodeUrl && <span className="hint">{inviteWords.qrPending}</span>}
  </Way>
);

function MiniWay({ invite: { miniCodeUrl, manager, campaign } }: { invite: Invite }) {
  const [tries, setTries] = useState(0);
  const [broken, setBroken] = useState(false);
  const again = () => { setBroken(false); setTries(tries + 1); };
  return (
    <Way
      name="小程序码" hint="印在海报、折页上，扫码进入小程序兑换"
      picture={broken ? <NoPicture words="暂无" /> : <img key={tries} src={tries ? `${miniCodeUrl}?t=${tries}` : miniCodeUrl} width={size} height={size} alt="小程序码" onError={() => setBroken(true)} />}
    >
      {broken && <><span className="hint">暂时没有从微信取到小程序码，请稍后重试</span><Button size="small" onClick={again}>重试</Button></>}
      {!broken && <Button size="small" icon={<DownloadOutlined aria-hidden />} href={miniCodeUrl} download={`${manager.name}-${campaign.name}-小程序码`}>下载小程序码</Button>}
    </Way>
  );
}

const Way = ({ name, hint, picture, children }: { name: string; hint: string; picture: ReactNode; children: ReactNode }) => (
  <section className="way" aria-label={name}>
    <div className="way-picture">{picture}</div>
    <div className="way-words"><span className="strong">{name}</span><span className="hint">{hint}</span>{children}</div>
  </section>
);

const NoPicture = ({ words }: { words: string }) => <span className="qr qr-none" style={{ width: size, height: size }}><span><QrcodeOutlined aria-hidden /> <span className="hint">{words}</span></span></span>;
