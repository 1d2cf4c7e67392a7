import { createHmac } from 'node:crypto';
import { readConfig } from '../../server/platform/config.ts';
import { AppError } from '../../server/platform/errors.ts';
import { smsPort } from '../../server/platform/sms.port.ts';
import { useSmsGateway } from '../support/smsGateway.ts';

const gateway = useSmsGateway();
const message = { messageId: 'm1', phone: '13900000001', text: '【江海银行】您好' };
const failure = async (work: Promise<unknown>) => work.then(() => { throw new Error('it did not fail'); }, (error: unknown) => error);

test('one signed POST a message', async () => {
  await smsPort().send(message);
  const [asked] = gateway.asked;
  expect(asked?.message).toEqual(message);
  expect(asked?.contentType).toBe('application/json');
  expect(Math.abs(Number(asked?.timestamp) - Date.now() / 1_000)).toBeLessThan(5);
  expect(asked?.signature).toBe(createHmac('sha256', gateway.secret).update(`${asked?.timestamp}.${asked?.raw}`).digest('hex'));
});

test.each([
  [400, { final: true, uncertain: false }], [401, { final: true, uncertain: false }], [302, { final: true, uncertain: false }],
  [429, { final: false, uncertain: false }], [408, { final: false, uncertain: false }],
  [500, { final: false, uncertain: true }], [503, { final: false, uncertain: true }],
  [0, { final: false, uncertain: true }],
])('status %i', async (status, expected) => {
  gateway.answers.push(status);
  const error = await failure(smsPort().send(message));
  expect(error).toMatchObject({ name: 'PortError', ...expected });
  expect(String((error as Error).stack)).not.toMatch(/您好|13900000001/);
});

test('201 and 204 are taken', async () => {
  gateway.answers.push(201, 204);
  await smsPort().send(message);
  await smsPort().send(message);
});

test('nobody there: surely not sent', async () => {
  gateway.vanish();
  expect(await failure(smsPort().send(message))).toMatchObject({ name: 'PortError', final: false, uncertain: false });
});

test('no gateway configured: 503, and it says so', async () => {
  gateway.unplug();
  const error = await failure(smsPort().send(message));
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'platform.smsNotConfigured', status: 503, message: '短信网关未配置' });
});

test('an address without a secret stops the start', () => {
  const { SMS_GATEWAY_SECRET: _, ...env } = process.env;
  expect(() => readConfig({ ...env, SMS_GATEWAY_URL: 'https://sms.bank.example' })).toThrow('SMS_GATEWAY_SECRET：未设置');
  expect(readConfig({ ...env, SMS_GATEWAY_URL: 'https://sms.bank.example', SMS_GATEWAY_SECRET: 'sixteen-characters' }).SMS_GATEWAY_URL).toBe('https://sms.bank.example');
});
