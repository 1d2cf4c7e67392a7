import type { Context } from 'koa';
import rawBody from 'raw-body';
import { AppError } from './errors.ts';

export const bodyLimitBytes = 1_048_576;
/** Who sends a byte now and then is not waited for. */
const bodyMs = 30_000;

/** The raw body, refused above the limit before it is read to its end. */
export async function readBody(ctx: Context, limit = bodyLimitBytes): Promise<Buffer> {
  if ((ctx.request.length ?? 0) > limit) throw new AppError('platform.tooLarge');
  const slow = setTimeout(() => ctx.req.destroy(), bodyMs);
  try {
    return await rawBody(ctx.req, { limit });
  } catch (error) {
    if (error instanceof Error && 'type' in error && error.type === 'entity.too.large') throw new AppError('platform.tooLarge');
    throw new AppError('platform.badInput', { cause: error });
  } finally {
    clearTimeout(slow);
  }
}

/** Nothing came for so long: the sender is gone. */
const idleMs = 30_000;

/** A large body as it comes; broken off, it throws. How much of it is too much the reader says. */
export async function* streamBody({ req }: Context): AsyncGenerator<Buffer> {
  const end = () => { req.destroy(); };
  req.socket.setTimeout(idleMs, end);
  try {
    const parts: AsyncIterable<Buffer> = req.iterator({ destroyOnReturn: false }); // so that a refusal can still be answered
    for await (const part of parts) yield part;
  } catch (error) {
    throw new AppError('platform.badInput', { message: '上传中断，没有接收任何内容', cause: error });
  } finally {
    req.socket.setTimeout(0, end);
  }
}

/** JSON only: a form of another site cannot send this type without asking the browser first. */
export async function readJson(ctx: Context, read = readBody): Promise<unknown> {
  if (!ctx.is('application/json')) throw new AppError('platform.unsupportedType');
  const text = (await read(ctx)).toString('utf8');
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new AppError('platform.badJson');
  }
}
