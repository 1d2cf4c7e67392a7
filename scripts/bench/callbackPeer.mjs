import { decrypt, getSignature } from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';
import Koa from 'koa';
import { MongoClient } from 'mongodb';
import rawBody from 'raw-body';
import { keys } from './lib.mjs';

/** The straightforward callback: verify, decrypt, parse, one `insertOne` an event under a unique key, then answer. */
const client = await new MongoClient(process.env.MONGODB_URI).connect();
const events = client.db().collection('peerEvents', { writeConcern: { w: 'majority', journal: true } });
const parser = new XMLParser({ parseTagValue: false });
const app = new Koa();
app.use(async (ctx) => {
  const outer = parser.parse((await rawBody(ctx.req, { limit: '1mb' })).toString('utf8')).xml;
  const { msg_signature: signature, timestamp, nonce } = ctx.query;
  if (getSignature(keys.token, timestamp, nonce, outer.Encrypt) !== signature) { ctx.status = 401; return; }
  const { message, id } = decrypt(keys.aesKey, outer.Encrypt);
  if (id !== keys.corp) { ctx.status = 400; return; }
  const inner = parser.parse(message).xml;
  const _id = [inner.Event, inner.ChangeType, inner.UserID, inner.ExternalUserID, inner.CreateTime].join(':');
  await events.insertOne({ _id, ...inner, receivedAt: new Date() }).catch((error) => { if (error.code !== 11000) throw error; });
  ctx.body = '';
});
const server = app.listen(0, '127.0.0.1', () => process.send({ ready: true, port: server.address().port }));
process.once('SIGTERM', () => process.exit(0));
