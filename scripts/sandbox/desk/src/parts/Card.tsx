import type { Attachment, LinkCard, MiniProgramCard } from '../lib/types.ts';
import { Icon } from './Icon.tsx';

export type OpenCard = (card: { kind: 'link'; link: LinkCard } | { kind: 'miniprogram'; miniprogram: MiniProgramCard }) => void;

interface Props { card: Attachment; onOpen?: OpenCard }

/** A picture, link, mini-program, video or file in a chat; only the customer's phone opens what it stands for. */
export function Card({ card, onOpen }: Props) {
  if (card.msgtype === 'image') return <img className="card-image" src={card.mediaUrl ?? card.image.pic_url} alt="图片消息" />;
  if (card.msgtype === 'link') {
    const { link } = card;
    return (
      <button type="button" className="card link-card" data-testid="link-card" disabled={!onOpen} onClick={() => onOpen?.({ kind: 'link', link })}>
        <span className="card-title">{link.title}</span>
        <span className="link-row">
          <span className="card-desc">{link.desc || link.url}</span>
          {link.picurl ? <img src={link.picurl} alt="" /> : <span className="link-blank"><Icon name="file" /></span>}
        </span>
      </button>
    );
  }
  if (card.msgtype === 'miniprogram') {
    const { miniprogram } = card;
    return (
      <button type="button" className="card mini-card" data-testid="miniprogram-card" disabled={!onOpen} onClick={() => onOpen?.({ kind: 'miniprogram', miniprogram })}>
        <span className="card-title">{miniprogram.title}</span>
        {card.mediaUrl ? <img src={card.mediaUrl} alt="" /> : <span className="mini-blank"><MiniMark size={36} /></span>}
        <span className="mini-foot"><MiniMark size={14} />小程序</span>
      </button>
    );
  }
  const isVideo = card.msgtype === 'video';
  return (
    <a className="card file-card" href={card.mediaUrl} target="_blank" rel="noreferrer">
      <Icon name={isVideo ? 'film' : 'file'} size={28} />
      <span className="card-title">{isVideo ? '视频' : '文件'}</span>
    </a>
  );
}

export function MiniMark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" aria-hidden="true">
      <path d="M12 8.5v7M12 8.5a3 3 0 1 1 3.4 3M12 15.5a3 3 0 1 1-3.4-3" />
    </svg>
  );
}
