import { aCode, newWay, paths, storedCode, useCodeWecom } from '../support/channelsBuilders.ts';
import { guardsCodes, useCodeOwner } from '../support/codeChanges.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { ok, refusal } from '../support/wecomBuilders.ts';

useServer();
const played = useCodeWecom();
const codes = useCodeOwner('retryCode');
const { ask, owner } = codes;

test('what WeCom refused says why, and is tried again', async () => {
  played.wecom.answer(paths.add, refusal(41_054));
  const code = await aCode({ by: owner.supervisor.staff });
  expect(code).toMatchObject({ state: 'failed', reason: '所选员工中有人未激活企业微信或未实名', configId: '' });
  const shown = await post('channels.getCode', { id: code._id }, { token: owner.supervisor.token });
  expect(shown.body.can).toEqual(['channels.updateCode', 'channels.disableCode', 'channels.retryCode', 'channels.getCodeFigures']);
  played.wecom.answer(paths.add, ({ body }) => ok(newWay(played.ways, body)));
  expect(await ask({ id: code._id }, owner.supervisor.token)).toMatchObject({ status: 200, body: { state: 'syncing', reason: '' } });
  await workOff();
  expect(await storedCode(code._id)).toMatchObject({ state: 'active', reason: '', configId: [...played.ways.keys()][0] });
});

test('the second call, and one for a code that works, change nothing', async () => {
  played.wecom.answer(paths.add, refusal(41_054));
  const code = await aCode({ by: owner.supervisor.staff });
  const first = await ask({ id: code._id }, owner.supervisor.token);
  expect((await ask({ id: code._id }, owner.supervisor.token)).body).toEqual(first.body);
  expect((await storedCode(code._id)).revision).toBe(2);
  await workOff();
});

guardsCodes('retryCode', codes);
