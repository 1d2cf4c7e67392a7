import { aCode, paths, storedCode, useCodeWecom } from '../support/channelsBuilders.ts';
import { guardsCodes, useCodeOwner } from '../support/codeChanges.ts';
import { post, useServer, workOff } from '../support/harness.ts';

useServer();
const played = useCodeWecom();
const codes = useCodeOwner('enableCode');
const { ask, owner } = codes;

test('an enabled code works again under the same QR', async () => {
  const code = await aDisabledCode();
  const answer = await ask({ id: code._id }, owner.supervisor.token);
  expect(answer).toMatchObject({ status: 200, body: { state: 'syncing', qrCodeUrl: code.qrCode } });
  await workOff();
  const row = await storedCode(code._id);
  expect(row).toMatchObject({ state: 'active', configId: code.configId, revision: 2 });
  expect(row.disabledSpans[0]?.until).toBeInstanceOf(Date);
  expect(played.wecom.to(paths.add)).toHaveLength(1);
});

test('the second call changes nothing', async () => {
  const code = await aDisabledCode();
  const first = await ask({ id: code._id }, owner.supervisor.token);
  expect((await ask({ id: code._id }, owner.supervisor.token)).body).toEqual(first.body);
  await workOff();
  expect((await ask({ id: code._id }, owner.supervisor.token)).body).toMatchObject({ state: 'active' });
  expect(played.wecom.to(paths.update)).toHaveLength(1);
});

async function aDisabledCode() {
  const code = await aCode({ by: owner.supervisor.staff });
  await post('channels.disableCode', { id: code._id }, { token: owner.supervisor.token });
  return code;
}

guardsCodes('enableCode', codes);
