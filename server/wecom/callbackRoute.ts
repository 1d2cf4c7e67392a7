import type Router from '@koa/router';
import type { Context } from 'koa';
import { readBody } from '../platform/body.ts';
import { now } from '../platform/clock.ts';
import { config } from '../platform/config.ts';
import { AppError } from '../platform/errors.ts';
import { arrivalOf } from './callback.rules.ts';
import { openCallback, type CallbackKeys, type SignedText } from './callbackCrypto.rules.ts';
import { readXml } from './callbackXml.rules.ts';
import { keepCallback } from './inbox.ts';

const keys: CallbackKeys = { token: config.WECOM_CALLBACK_TOKEN, aesKey: config.WECOM_CALLBACK_AES_KEY, receiveId: config.WECOM_CORP_ID };

/** Where WeCom pushes what happened: contract 2.1. */
export function callbackRoute(router: Router): void {
  router.get('/wecom/callback', (ctx) => {
    ctx.state.operation = 'wecom.checkCallbackUrl';
    const echo = queryText(ctx, 'echostr').replaceAll(' ', '+'); // a `+` that was not percent-encoded arrives as a blank
    ctx.type = 'text/plain';
    ctx.body = openCallback(keys, signedText(ctx, echo));
  });
  router.post('/wecom/callback', async (ctx) => {
    ctx.state.operation = 'wecom.receiveCallback';
    const receivedAt = now();
    const { Encrypt: encrypted } = readXml((await readBody(ctx)).toString('utf8'));
    if (typeof encrypted !== 'string') throw new AppError('wecom.badCallback');
    const inner = openCallback(keys, signedText(ctx, encrypted));
    await keepCallback(arrivalOf(inner, receivedAt));
    ctx.status = 200;
    ctx.body = '';
  });
}

const signedText = (ctx: Context, encrypted: string): SignedText =>
  ({ signature: queryText(ctx, 'msg_signature'), timestamp: queryText(ctx, 'timestamp'), nonce: queryText(ctx, 'nonce'), encrypted });

function queryText(ctx: Context, name: string): string {
  const value = ctx.query[name];
  return typeof value === 'string' ? value : '';
}
