import type Router from '@koa/router';
import { anonymous } from '../platform/actor.ts';
import { actorOf } from '../platform/authenticate.ts';
import { config } from '../platform/config.ts';
import { AppError } from '../platform/errors.ts';
import { requireStores } from '../platform/http.ts';
import { allows } from '../platform/operation.ts';
import { wayOfCode } from './contactWays.ts';
import { findVisibleCode } from './findVisibleCode.ts';
import { getCode } from './getCode.ts';

const limitBytes = 2 * 1_048_576;

/** The QR as a file: WeCom's image host lets no page of ours read it, so the server fetches it. */
export function qrDownload(router: Router): void {
  router.get('/channels/qr/:id', async (ctx) => {
    ctx.state.operation = 'channels.qrDownload';
    await requireStores();
    const actor = await actorOf(ctx);
    if (actor === anonymous) throw new AppError('platform.notSignedIn');
    if (!allows(getCode.handling.allow, actor)) throw new AppError('platform.forbidden');
    const code = await findVisibleCode(String(ctx.params.id), actor);
    const { qrCode } = await wayOfCode(code._id);
    if (!qrCode) throw new AppError('channels.codeBusy');
    ctx.body = await fetchImage(qrCode);
    ctx.type = 'png';
    ctx.attachment(`${code.name}.png`);
    ctx.set('Cache-Control', 'private, max-age=3600');
  });
}

async function fetchImage(url: string): Promise<Buffer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(config.WECOM_TIMEOUT_MS), redirect: 'error' });
    const type = response.headers.get('content-type') ?? '';
    const bytes = Buffer.from(await response.arrayBuffer());
    if (!response.ok || !type.startsWith('image/') || bytes.length > limitBytes) throw new AppError('wecom.unreachable');
    return bytes;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('wecom.unreachable', { cause: error });
  }
}
