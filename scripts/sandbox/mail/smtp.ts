import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { isoTime, monotonicMs, pause } from '../clock.ts';
import type { Fault } from '../faults.ts';
import { quoted } from '../log.ts';
import type { Sandbox } from '../sandbox.ts';
import { memberAt } from './address.ts';
import { keepMail, readMail } from './keepMail.ts';

/** Under this name the log shows it and faults hit it. */
const path = 'smtp';
const maxBytes = 256 * 1024;
const loggedChars = 8_192;
const quietErrors = ['ECONNRESET', 'EPIPE', 'ECONNECTION'];

export interface Smtp { port: number; close(): Promise<void> }

/** What the host says, with the enhanced code of RFC 3463. */
interface Reply { code: number; text: string }
const taken: Reply = { code: 250, text: '2.6.0 OK' };
const tooBig: Reply = { code: 552, text: `5.3.4 more than ${maxBytes} bytes` };
const noMailbox: Reply = { code: 550, text: '5.1.1 no such mailbox' };
const wrongPassword: Reply = { code: 535, text: '5.7.8 wrong user or password' };
const brokenOff: Reply = { code: 0, text: '连接被中断' };

const refusal = ({ code, text }: Reply) => Object.assign(new Error(text), { responseCode: code });

/** The corp's mail host: takes mail for members from whoever has the password. */
export async function openSmtp(sandbox: Sandbox): Promise<Smtp> {
  const { smtpPort, smtpUser, smtpPassword, host } = sandbox.settings;
  /** By the client's port, as the session names it. */
  const sockets = new Map<number | undefined, Socket>();
  const server = new SMTPServer({
    name: 'sandbox', disabledCommands: ['STARTTLS'], disableReverseLookup: true, size: maxBytes, authRequiredMessage: '5.7.0 authentication required',
    onAuth({ username, password }, _, callback) {
      if (username === smtpUser && password === smtpPassword) return callback(null, { user: username });
      record(sandbox, { request: { user: username ?? '' }, reply: wrongPassword });
      callback(refusal(wrongPassword));
    },
    onRcptTo({ address }, { envelope }, callback) {
      if (memberAt(sandbox.state, address)) return callback();
      record(sandbox, { request: { from: senderOf(envelope), to: [address] }, reply: noMailbox });
      callback(refusal(noMailbox));
    },
    onData(stream, session, callback) {
      takeMail(sandbox, stream, session).then((reply) => {
        if (reply.code === brokenOff.code) sockets.get(session.remotePort)?.destroy();
        else callback(reply.code === taken.code ? null : refusal(reply), reply.text);
      }, callback);
    },
  });
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(smtpPort, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (!quietErrors.includes(error.code ?? '')) process.stderr.write(`沙箱收邮件出错：${error.stack ?? error.message}\n`);
  });
  return {
    port: (server.server.address() as AddressInfo).port, // it listens on a port, not on a pipe
    async close() {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

/** One message to the end; a fault's refusal comes instead of taking it, a lost answer after it. */
async function takeMail(sandbox: Sandbox, stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<Reply> {
  const startedMs = monotonicMs();
  const fault = sandbox.faults.take(path);
  const pieces: Buffer[] = [];
  for await (const piece of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) pieces.push(piece);
  if (fault?.latencyMs) await pause(fault.latencyMs);
  const raw = Buffer.concat(pieces);
  const from = senderOf(envelope);
  const to = envelope.rcptTo.map(({ address }) => address);
  const mail = await readMail(raw, from);
  const refused = stream.sizeExceeded ? tooBig : faultyReply(fault);
  if (!refused) keepMail(sandbox, mail, to);
  const reply = refused ?? (fault?.reset || fault?.brokenJson ? brokenOff : taken);
  record(sandbox, { request: { ...mail, text: mail.text.slice(0, loggedChars), to }, reply, fault, startedMs, curl: curlOf(sandbox, from, to, raw) });
  return reply;
}

const senderOf = ({ mailFrom }: SMTPServerSession['envelope']): string => (mailFrom ? mailFrom.address : '');

function faultyReply(fault: Fault | undefined): Reply | undefined {
  if (fault?.errcode) return { code: 550, text: `5.0.0 error ${fault.errcode}` };
  if (!fault?.httpStatus) return undefined;
  return fault.httpStatus >= 500 ? { code: 451, text: '4.3.0 try again later' } : { code: 550, text: '5.0.0 refused' };
}

interface Seen { request: object; reply: Reply; fault?: Fault | undefined; startedMs?: number; curl?: string }

function record({ log, clock }: Sandbox, { request, reply, fault, startedMs = monotonicMs(), curl = '' }: Seen): void {
  log.add({
    at: isoTime(clock.nowMs()), direction: 'in', method: 'SMTP', path, status: reply.code, errcode: fault?.errcode ?? null, tookMs: Math.round(monotonicMs() - startedMs),
    request, answer: reply.code === 0 ? reply.text : `${reply.code} ${reply.text}`, curl,
  });
}

function curlOf({ settings, smtpPort }: Sandbox, from: string, to: string[], raw: Buffer): string {
  const text = raw.toString('utf8').slice(0, loggedChars).replaceAll('\r\n', '\n');
  return [
    `printf '%s' ${quoted(text)} | curl ${quoted(`smtp://${settings.host}:${smtpPort}`)}`, '--user', quoted(`${settings.smtpUser}:${settings.smtpPassword}`),
    '--mail-from', quoted(from), ...to.flatMap((each) => ['--mail-rcpt', quoted(each)]), '--crlf', '--upload-file', '-',
  ].join(' ');
}
