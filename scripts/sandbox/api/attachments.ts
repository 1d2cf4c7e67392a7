import { z } from 'zod';
import type { Sandbox } from '../sandbox.ts';
import type { Attachment } from '../state.ts';
import { filled, maxBytes } from './fields.ts';
import { mediaAddress, requireMedia } from './mediaStore.ts';
import { Refusal } from './refusal.ts';

/** WeCom: contract 4.3. */
const maxAttachments = 9;
const bodies = {
  image: z.object({ media_id: z.string().optional(), pic_url: z.string().optional() }).refine(({ media_id, pic_url }) => media_id || pic_url),
  link: z.object({ title: filled.pipe(maxBytes(128)), picurl: maxBytes(2_048).optional(), desc: maxBytes(512).optional(), url: filled.pipe(maxBytes(2_048)) }),
  miniprogram: z.object({ title: filled.pipe(maxBytes(64)), pic_media_id: filled, appid: filled, page: filled }),
  video: z.object({ media_id: filled }),
  file: z.object({ media_id: filled }),
};
type Kind = keyof typeof bodies;

export interface Message { text?: { content?: string | undefined } | undefined; attachments?: { msgtype?: unknown; [body: string]: unknown }[] | undefined }
export const messageFields = {
  text: z.object({ content: maxBytes(4_000).optional() }).optional(),
  attachments: z.array(z.looseObject({ msgtype: z.unknown().optional() })).optional(),
};

/** What may be sent, with the address of every media beside it; all lengths are looked at before any media. */
export function checkMessage(sandbox: Sandbox, { text, attachments = [] }: Message): { text?: string; attachments?: Attachment[] } {
  if (attachments.length > maxAttachments) throw new Refusal(41064);
  const checked = attachments.map(shape);
  const content = text?.content;
  if (!content && checked.length === 0) throw new Refusal(40058, 'invalid Request Parameter. text and attachments are both empty');
  const withMedia = checked.map((each) => located(sandbox, each));
  return { ...(content ? { text: content } : {}), ...(withMedia.length > 0 ? { attachments: withMedia } : {}) };
}

function shape(attachment: { msgtype?: unknown; [body: string]: unknown }): Attachment {
  const { msgtype } = attachment;
  if (typeof msgtype !== 'string' || !(msgtype in bodies)) throw new Refusal(41065);
  const parsed = bodies[msgtype as Kind].safeParse(attachment[msgtype]); // a key of the table, as just seen
  if (!parsed.success) throw new Refusal(40058, `invalid Request Parameter. attachments.${msgtype}.${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  return { msgtype, [msgtype]: parsed.data };
}

function located(sandbox: Sandbox, attachment: Attachment): Attachment {
  const body = attachment[attachment.msgtype] as { media_id?: string; pic_url?: string; pic_media_id?: string; appid?: string }; // checked by `shape`
  if (attachment.msgtype === 'miniprogram' && body.appid !== sandbox.settings.miniprogramAppid) throw new Refusal(90208);
  const mediaId = body.media_id ?? body.pic_media_id;
  if (mediaId) {
    const type = attachment.msgtype === 'miniprogram' ? 'image' : attachment.msgtype;
    return { ...attachment, mediaUrl: mediaAddress(sandbox, requireMedia(sandbox, mediaId, type).id) };
  }
  if (body.pic_url && !isUploadedImage(sandbox, body.pic_url)) throw new Refusal(40007, 'invalid pic_url. only what media/uploadimg gave');
  return attachment;
}

const isUploadedImage = (sandbox: Sandbox, url: string) => sandbox.state.media.get(url.split('/').at(-1) ?? '')?.permanent ?? false;
