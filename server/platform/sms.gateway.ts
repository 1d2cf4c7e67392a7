import { createHmac } from 'node:crypto';
import { monotonicMs, now } from './clock.ts';
import { config } from './config.ts';
import { histogram } from './metrics.ts';
import { networkFault } from './networkFault.ts';
import { PortError } from './portError.ts';
import type { SmsPort } from './sms.port.ts';

const timeoutMs = 5_000;
const smsSeconds = histogram('sms_seconds', 'Requests to the SMS gateway by status; 0 where no answer came', ['status']);

/** The bank's gateway: one signed POST a message, 2xx = taken. It knows a repeat by `messageId`. */
export const gatewaySms: SmsPort = {
  async send(message) {
    const status = await post(JSON.stringify(message));
    if (status >= 200 && status < 300) return;
    // Nobody knows what a gateway did before it said 5xx.
    throw new PortError(`短信网关返回 ${status}`, { uncertain: status >= 500, final: status < 500 && !passing.has(status) });
  },
};

/** Refusals of the moment: too slow, too early, too many. */
const passing = new Set([408, 425, 429]);

async function post(body: string): Promise<number> {
  const timestamp = String(Math.floor(now().getTime() / 1_000));
  const signature = createHmac('sha256', config.SMS_GATEWAY_SECRET ?? '').update(`${timestamp}.${body}`).digest('hex');
  const startedMs = monotonicMs();
  let status = 0;
  try {
    const response = await fetch(config.SMS_GATEWAY_URL ?? '', {
      method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs),
      headers: { 'content-type': 'application/json', 'x-guanhu-timestamp': timestamp, 'x-guanhu-signature': signature },
    });
    await response.arrayBuffer(); // read to its end, so that the connection serves the next one
    ({ status } = response);
    return status;
  } catch (error) {
    throw new PortError('短信网关没有回应', { uncertain: networkFault(error).sent });
  } finally {
    smsSeconds.observe({ status: String(status) }, (monotonicMs() - startedMs) / 1_000);
  }
}
