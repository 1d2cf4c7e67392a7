import type Router from '@koa/router';
import type { Context } from 'koa';
import rawBody from 'raw-body';
import type { z } from 'zod';
import type { Sandbox } from '../sandbox.ts';

/** The control plane says no, in words for the page. */
export class ControlError extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.name = 'ControlError';
    this.status = status;
  }
}

/** `POST /sandbox/<name>` with a JSON body. Another type would let a page of another site call it without asking. */
export function control<Input>(router: Router, sandbox: Sandbox, name: string, input: z.ZodType<Input>, run: (given: Input) => unknown): void {
  router.post(`/sandbox/${name}`, async (ctx) => {
    const parsed = input.safeParse(await readJson(ctx));
    if (!parsed.success) throw new ControlError(`参数有误：${parsed.error.issues.map(({ path, message }) => `${path.join('.') || '内容'} ${message}`).join('；')}`);
    ctx.body = (await run(parsed.data)) ?? {};
  });
}

async function readJson(ctx: Context): Promise<unknown> {
  if (!ctx.is('application/json')) throw new ControlError('请以 application/json 提交', 415);
  const text = await rawBody(ctx.req, { limit: '1mb', encoding: 'utf8' });
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw new ControlError('内容不是 JSON');
  }
}

export async function controlErrors(ctx: Context, next: () => Promise<unknown>): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    ctx.status = error.status;
    ctx.body = { error: error.message };
  }
}
