import { aCode, codeFields, storedCode, useCodeWecom } from '../support/channelsBuilders.ts';
import { guardsCodes, useCodeOwner } from '../support/codeChanges.ts';
import { post, useServer, workOff } from '../support/harness.ts';

useServer();
const played = useCodeWecom();
const codes = useCodeOwner('disableCode');
const { ask, owner } = codes;

test('a disabled code leads nobody in; WeCom keeps its contact way, so that a print works again later', async () => {
  const code = await aCode({ by: owner.supervisor.staff });
  const answer = await ask({ id: code._id }, owner.supervisor.token);
  expect(answer).toMatchObject({ status: 200, body: { state: 'disabled', qrCodeUrl: code.qrCode, can: ['channels.updateCode', 'channels.enableCode', 'channels.getCodeFigures'] } });
  await workOff();
  expect(await storedCode(code._id)).toMatchObject({ state: 'disabled', configId: code.configId, disabledSpans: [{ until: null }] });
  expect(played.ways.size).toBe(1);
});

test('the second call changes nothing', async () => {
  const code = await aCode({ by: owner.supervisor.staff });
  const first = await ask({ id: code._id }, owner.supervisor.token);
  expect((await ask({ id: code._id }, owner.supervisor.token)).body).toEqual(first.body);
  expect((await storedCode(code._id)).disabledSpans).toHaveLength(1);
});

test('disabled while WeCom is making it: it stays disabled', async () => {
  const made = await post('channels.createCode', codeFields(), { token: owner.supervisor.token });
  await ask({ id: made.body.id }, owner.supervisor.token);
  await workOff();
  expect(await storedCode(made.body.id)).toMatchObject({ state: 'disabled' });
});

guardsCodes('disableCode', codes);
