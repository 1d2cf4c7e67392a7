import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { BindingDecision } from '../../server/attribution/bindingDecision.model.ts';
import { touched } from '../support/attributionBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { aMiniCustomer } from '../support/customersBuilders.ts';
import { useServer } from '../support/harness.ts';

useServer();

/** The built program on this very database: what it prints, and its exit code. */
const verify = () => new Promise<{ code: number | null; output: string }>((end) => {
  const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, '../../dist/verify.mjs')], { env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output += String(chunk); });
  child.once('close', (code) => end({ code, output }));
});

test('ends with 0 where all holds, and with 1 and the first difference where it does not', async () => {
  await aTree();
  await aStaff({ userid: 'amy' });
  const { _id: customerId } = await aMiniCustomer();
  await touched({ key: 'w1', customerId, managerUserid: 'amy' });
  expect(await verify()).toEqual({ code: 0, output: expect.stringContaining('✓ 归属：从触达重放得到的判断，与存下的有效判断、当前管户、客户资料一致（1 位客户的 1 条触达') });
  await BindingDecision.updateOne({ _id: 'w1#1' }, { after: null });
  const { code, output } = await verify();
  expect(code).toBe(1);
  expect(output).toContain(`第一处不同：客户 ${customerId} 的触达 w1 存下的是 firstBinding（无 → 无，第 1 版），重放得到 firstBinding（无 → amy，第 1 版）`);
});
