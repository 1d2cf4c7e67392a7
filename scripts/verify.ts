import { verifyFigures } from '../server/analytics/verifyFigures.ts';
import { verifyAttribution, type Verified } from '../server/attribution/verifyAttribution.ts';
import { connectMongo, disconnectMongo } from '../server/platform/mongo.ts';
import { Owed } from '../server/platform/owed.model.ts';
import { verifyCredits } from '../server/performance/verifyCredits.ts';

/** What must hold of any database. Each stops at the first difference and names it. */
const properties: { title: string; words: string; verify: () => Promise<Verified> }[] = [
  { title: '归属', words: '从触达重放得到的判断，与存下的有效判断、当前管户、客户资料一致', verify: verifyAttribution },
  { title: '业绩', words: '每个事件应计给谁、计多少，与它的各条入账之和一致；没有无主的入账', verify: verifyCredits },
  { title: '报表', words: '由触达、点击和入账重算的每个汇总，与报表读的一致；每一级等于下级之和', verify: verifyFigures },
];

const seconds = (sinceMs: number) => `${((performance.now() - sinceMs) / 1_000).toFixed(1)} s`;

/** Reads only; may run beside a working server. Ends with 1 where something does not hold. */
async function verifyAll(): Promise<void> {
  await connectMongo();
  for (const { title, words, verify } of properties) {
    const startedMs = performance.now();
    const { words: looked, difference } = await verify();
    if (difference) process.exitCode = 1;
    console.log(difference ? `✗ ${title}：${words}（${looked}，${seconds(startedMs)}）\n  第一处不同：${difference}` : `✓ ${title}：${words}（${looked}，${seconds(startedMs)}）`);
  }
  const waiting = await Owed.countDocuments({ state: 'waiting' });
  if (process.exitCode && waiting > 0) console.log(`还有 ${waiting} 项工作没有做完；做完后请再核对一次。`);
  await disconnectMongo();
}

await verifyAll();
