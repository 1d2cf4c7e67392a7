import { ChannelAdd } from '../../server/channels/channelAdd.model.ts';
import { Outbound } from '../../server/outreach/outbound.model.ts';
import { config } from '../../server/platform/config.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { createSandbox, type RunningSandbox } from '../../scripts/sandbox/createSandbox.ts';
import { aCode } from '../support/channelsBuilders.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { baseUrl, useServer, workOff } from '../support/harness.ts';

useServer();
let sandbox: RunningSandbox;
const before = config.WECOM_API_BASE;
beforeAll(async () => {
  sandbox = await createSandbox({ port: 0, callbackUrl: `${baseUrl}/wecom/callback` });
  config.WECOM_API_BASE = sandbox.url;
  await aTree();
  await aStaff({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
});
afterAll(async () => {
  config.WECOM_API_BASE = before;
  await sandbox.close();
});

const control = async <T>(path: string, body?: unknown): Promise<T> => {
  const response = await fetch(`${sandbox.url}/sandbox/${path}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return await response.json() as T; // the sandbox's own shapes, see CONTROL.md
};
async function workUntil<T>(look: () => Promise<T>, done: (seen: T) => boolean): Promise<T> {
  for (let round = 0; round < 200; round += 1) {
    await workOff();
    const seen = await look();
    if (done(seen)) return seen;
    await new Promise((next) => setTimeout(next, 25));
  }
  throw new Error('not within 5 s');
}

test.each(['welcome-standard-1', 'welcome-notice-1', 'welcome-brief-1'])('%s by a code of the sandbox: scanned, added, welcomed, counted', async (welcomeVersionId) => {
  const code = await aCode({ welcomeVersionId, remarkPrefix: '厅堂' });
  expect(code.qrCode).toContain('/qr/');
  const { externalUserid } = await control<{ externalUserid: string }>('customers', { name: '小林' });
  await control('add', { externalUserid, configId: code.configId });
  const row = await workUntil(() => Outbound.findOne({ externalUserid }).lean(), (seen) => seen !== null && seen.finishedAt !== null);
  expect(row).toMatchObject({ state: 'sent' });
  const { rows } = await control<{ rows: { externalUserid: string; acceptedAt: string | null; message: unknown }[] }>('welcomes');
  const mine = rows.filter((each) => each.externalUserid === externalUserid);
  expect(mine).toHaveLength(1);
  expect(mine[0]?.acceptedAt).toEqual(expect.any(String));
  expect(JSON.stringify(mine[0]?.message)).toContain('小林');
  await workOff();
  expect(await ChannelAdd.find({ codeId: code._id }).lean()).toMatchObject([{ externalUserid, welcomed: true }]);
  expect((await Customer.findOne({ externalUserid }).lean())?.follows).toMatchObject([{ remark: '厅堂小林', channelState: code.wecomState }]);
});

test('adding, deleting and adding again counts two adds and one loss', async () => {
  const code = await aCode();
  const { externalUserid } = await control<{ externalUserid: string }>('customers', { name: '小周' });
  const add = () => control('add', { externalUserid, configId: code.configId });
  const rows = () => ChannelAdd.find({ codeId: code._id }).sort({ addedAt: 1 }).lean();
  await add();
  await workUntil(rows, (seen) => seen.length === 1);
  await control('removeByCustomer', { externalUserid, userid: 'u_amy' });
  await workUntil(rows, (seen) => seen[0]?.lostAt !== null);
  await new Promise((next) => setTimeout(next, 1_100)); // callbacks tell time in whole seconds
  await add();
  const seen = await workUntil(rows, (all) => all.length === 2);
  expect(seen).toMatchObject([{ lostDay: expect.any(String) }, { lostAt: null }]);
});
