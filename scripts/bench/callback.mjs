import { MongoClient } from 'mongodb';
import { fire as send, rawPost } from './fire.mjs';
import { addedXml, benchFile, check, median, push, quantile, serverSettings, start, startBuilt, table } from './lib.mjs';

/** P1: callbacks verified, decrypted, parsed, de-duplicated, durably stored and answered, at 64 connections, against the peer in turn. */
const rounds = 5;
const each = 15_000;
const mongo = await new MongoClient(process.env.BENCH_MONGODB).connect();
const env = serverSettings();
const ours = await startBuilt('server', { args: ['--role=web'], env });
const peer = await start(benchFile('callbackPeer.mjs'), { env });
let serial = 0;

async function fire({ port }) {
  const requests = Array.from({ length: each }, () => rawPost(push(addedXml(`wmBench${String(serial += 1).padStart(9, '0')}`))));
  const { rate, took, failed } = await send({ port, requests });
  check(failed === 0, `${failed} 个请求没有得到 200`);
  return { rate, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
}

await fire(ours);
await fire(peer);
const results = { ours: [], peer: [] };
for (let round = 0; round < rounds; round += 1) {
  results.ours.push(await fire(ours));
  results.peer.push(await fire(peer));
}
const stored = await mongo.db().collection('callbacks').countDocuments();
const peerStored = await mongo.db().collection('peerEvents').countDocuments();
check(stored === each * (rounds + 1) && peerStored === stored, `存下 ${stored} 与 ${peerStored}，应各为 ${each * (rounds + 1)}`);

const row = (name, list) => ({ side: name, 'events/s (median)': Math.round(median(list.map((one) => one.rate))), 'p50 ms': Math.round(median(list.map((one) => one.p50))), 'p99 ms': Math.round(median(list.map((one) => one.p99))) });
table([row('Guanhu', results.ours), row('Koa + insertOne', results.peer)]);
const ratios = results.ours.map((one, index) => one.rate / results.peer[index].rate);
console.log(`比值（中位数）${median(ratios).toFixed(2)}×，各轮 ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}；Node ${process.versions.node}，每轮 ${each} 个，64 个连接，全部落库并去重核对`);
await Promise.all([ours.stop(), peer.stop(), mongo.close()]);
