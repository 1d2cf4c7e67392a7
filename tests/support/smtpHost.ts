import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { config } from '../../server/platform/config.ts';

export interface SmtpHost {
  /** The mails that were taken, with the receivers of their envelopes. */
  taken: { to: string[]; mail: Email }[];
  /** SMTP replies to the next mails in turn, then 250; 0 hangs up after taking the mail. */
  replies: number[];
  /** The server knows of no host until `plug` is called. */
  unplug: () => void;
  /** The server is sent to an address where nobody listens. */
  vanish: () => void;
  plug: (password?: string) => void;
}

/** A bank's SMTP host of the test's own, by the library that the field uses. Call at the top of a test file. */
export function useSmtpHost(): SmtpHost {
  let port = 0;
  const settings = (MAIL_URL: string | undefined) => Object.assign(config, { MAIL_URL, MAIL_FROM: MAIL_URL ? '江海银行 <noreply@bank.example>' : undefined });
  const host: SmtpHost = {
    taken: [], replies: [], unplug: () => settings(undefined), vanish: () => settings('smtp://bank:right@127.0.0.1:9'), plug: (password = 'right') => settings(`smtp://bank:${password}@127.0.0.1:${port}`),
  };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'], authOptional: false,
    onAuth: ({ username, password }, _session, done) => (username === 'bank' && password === 'right' ? done(null, { user: username }) : done(Object.assign(new Error('no'), { responseCode: 535 }))),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const reply = host.replies.shift() ?? 250;
        if (reply === 0 || reply === 250) host.taken.push({ to: envelope.rcptTo.map(({ address }) => address), mail: await PostalMime.parse(Buffer.concat(chunks)) });
        if (reply === 0) return server.connections.forEach((each) => (each as unknown as { _socket: { destroy: () => void } })._socket.destroy()); // the library has no way to hang up rudely
        if (reply === 250) return done();
        return done(Object.assign(new Error('refused by the test'), { responseCode: reply }));
      });
    },
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    ({ port } = server.server.address() as AddressInfo); // a listening TCP server has one
  });
  beforeEach(() => {
    host.plug();
    for (const list of [host.taken, host.replies]) list.length = 0;
  });
  afterAll(async () => {
    host.unplug();
    await new Promise<void>((resolve) => { server.close(resolve); });
  });
  return host;
}
