import { aTree } from '../support/builders.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { aMember } from '../support/memberBuilders.ts';
import { useSmsGateway } from '../support/smsGateway.ts';

useServer();
const gateway = useSmsGateway();
beforeAll(aTree);

test('what comes to the phone opens the challenge', async () => {
  const { bearer } = await aMember();
  const { status, body } = await post('customers.askPhoneCode', { phone: '13900002222' }, { bearer });
  expect(status).toBe(200);
  await workOff();
  const [sms] = gateway.taken;
  expect(sms?.phone).toBe('13900002222');
  const code = /验证码 (\d{6})，/.exec(sms?.text ?? '')?.[1] ?? '';
  const verified = await post('customers.verifyPhoneCode', { challengeId: body.challengeId, code }, { bearer });
  expect(verified).toMatchObject({ status: 200, body: { isPhoneVerified: true, phoneMasked: '139****2222' } });
});
