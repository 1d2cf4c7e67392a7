import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { config } from '../../server/platform/config.ts';

export interface Handed { messageId: string; phone: string; text: string }
export interface SmsGateway {
  /** Every request as it came. */
  asked: { message: Handed; raw: string; timestamp: string; signature: string; contentType: string }[];
  /** What reached a phone: a repeat of a message does not. */
  taken: Handed[];
  /** Statuses of the next answers in turn, then 200; 0 hangs up after taking the message. */
  answers: number[];
  url: string;
  secret: string;
  /** The server knows of no gateway until `plug` is called. */
  unplug: () => void;
  /** The server is sent to an address where nobody listens. */
  vanish: () => void;
  plug: () => void;
}

/** A bank's SMS gateway of the test's own. Call at the top of a test file. */
export function useSmsGateway(): SmsGateway {
  const settings = (SMS_GATEWAY_URL: string | undefined) => Object.assign(config, { SMS_GATEWAY_URL, SMS_GATEWAY_SECRET: SMS_GATEWAY_URL ? gateway.secret : undefined });
  const gateway: SmsGateway = {
    asked: [], taken: [], answers: [], url: '', secret: 'a-secret-of-the-test',
    unplug: () => settings(undefined), vanish: () => settings(nobodys), plug: () => settings(gateway.url),
  };
  let server: Server | undefined;
  let nobodys = '';
  beforeAll(async () => {
    const closed = createServer();
    nobodys = await listen(closed);
    await new Promise((resolve) => closed.close(resolve));
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const raw = Buffer.concat(chunks).toString('utf8');
      const message = JSON.parse(raw) as Handed;
      const { 'x-guanhu-timestamp': timestamp, 'x-guanhu-signature': signature, 'content-type': contentType } = request.headers;
      gateway.asked.push({ message, raw, timestamp: String(timestamp), signature: String(signature), contentType: String(contentType) });
      const status = gateway.answers.shift() ?? 200;
      const isNew = !gateway.taken.some((each) => each.messageId === message.messageId);
      if ((status === 0 || status === 200) && isNew) gateway.taken.push(message);
      if (status === 0) return void request.socket.destroy();
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end('{}');
    });
    gateway.url = await listen(server);
  });
  beforeEach(() => {
    gateway.plug();
    for (const list of [gateway.asked, gateway.taken, gateway.answers]) list.length = 0;
  });
  afterAll(async () => {
    gateway.unplug();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });
  return gateway;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms/send`;
}
