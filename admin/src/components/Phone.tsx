import { LeftOutlined, LinkOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { MessagePreview } from '../../../shared/content/welcome.contract.ts';

type Attachment = MessagePreview['attachments'][number];

/** A chat on the customer's phone: one bubble, then the attachments in order. */
export function Phone({ contact, message }: { contact: string; message?: MessagePreview }) {
  const face = [...contact].at(-1) ?? '';
  return (
    <div className="phone">
      <div className="phone-bar"><LeftOutlined aria-hidden /><span className="phone-title">{contact}<small>@企业微信</small></span></div>
      <div className="phone-chat">
        <p className="phone-note">你已添加了{contact}，现在可以开始聊天了</p>
        {message?.text && <Line face={face}><div className="bubble">{message.text}</div></Line>}
        {message?.attachments.map((attachment, index) => <Line key={index} face={face}><Card {...attachment} /></Line>)}
      </div>
    </div>
  );
}

const Line = ({ face, children }: { face: string; children: ReactNode }) => <div className="phone-line"><span className="phone-face" aria-hidden>{face}</span>{children}</div>;

function Card(attachment: Attachment) {
  if (attachment.kind === 'image') return <img className="phone-image" src={attachment.url} alt="图片" />;
  if (attachment.kind === 'link') {
    return <div className="phone-card"><div className="phone-card-title">{attachment.title}</div><div className="phone-card-link"><span>{attachment.description}</span><LinkOutlined aria-hidden /></div></div>;
  }
  return (
    <div className="phone-card">
      <div className="phone-card-title">{attachment.title}</div>
      <img className="phone-cover" src={attachment.coverUrl} alt="" />
      <div className="phone-card-foot">小程序</div>
    </div>
  );
}
