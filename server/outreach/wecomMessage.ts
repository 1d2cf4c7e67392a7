import { config } from '../platform/config.ts';
import type { Values } from '../content/content.rules.ts';
import { renderText } from '../content/content.rules.ts';
import type { Attachment, ContentVersionRow } from '../content/contentVersion.model.ts';
import { ensureMedia, mediaSource } from '../wecom/media.ts';
import type { Welcome, WelcomeAttachment } from '../wecom/sending/sendWelcome.ts';

/** A version with its variables filled, as WeCom takes it; uploads pictures where needed. */
export async function wecomMessage(version: ContentVersionRow, values: Partial<Values>, options: { freshMedia: boolean }): Promise<Pick<Welcome, 'text' | 'attachments'>> {
  const attachments = await Promise.all(version.attachments.map((each) => wecomAttachment(each, options.freshMedia)));
  return { text: { content: renderText(version.text, values) }, attachments };
}

async function wecomAttachment(attachment: Attachment, fresh: boolean): Promise<WelcomeAttachment> {
  if (attachment.kind === 'link') {
    return { msgtype: 'link', link: { title: attachment.title, desc: attachment.description, url: `${config.PUBLIC_URL}${attachment.path}` } };
  }
  const file = await mediaSource(attachment.mediaKey)?.();
  if (!file) throw new Error(`no media source ${attachment.mediaKey}`);
  const mediaId = await ensureMedia({ key: attachment.mediaKey, ...file }, { fresh });
  if (attachment.kind === 'image') return { msgtype: 'image', image: { media_id: mediaId } };
  return { msgtype: 'miniprogram', miniprogram: { title: attachment.title, pic_media_id: mediaId, appid: config.MINIPROGRAM_APPID, page: attachment.page } };
}
