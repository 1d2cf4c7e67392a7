import type { MessagePreview } from '../../shared/content/welcome.contract.ts';
import { config } from '../platform/config.ts';
import { renderText, type Values } from './content.rules.ts';
import type { Attachment, ContentVersionRow } from './contentVersion.model.ts';
import { welcomeCoverPath } from './welcomeCover.ts';

const presentAttachment = (attachment: Attachment): MessagePreview['attachments'][number] => {
  if (attachment.kind === 'link') return { kind: 'link', title: attachment.title, description: attachment.description, url: `${config.PUBLIC_URL}${attachment.path}` };
  if (attachment.kind === 'miniprogram') return { kind: 'miniprogram', title: attachment.title, coverUrl: welcomeCoverPath };
  return { kind: 'image', url: welcomeCoverPath };
};

/** A version as the customer's phone will show it. */
export const presentMessage = (version: Pick<ContentVersionRow, 'text' | 'attachments'>, values: Values): MessagePreview =>
  ({ text: renderText(version.text, values), attachments: version.attachments.map(presentAttachment) });
