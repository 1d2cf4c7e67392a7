import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';

export interface Posted { status: number; text: string; error?: string | undefined }

const keptTextBytes = 4_096;

/** Sends callbacks over connections that stay open. */
export function openPoster(connections: number) {
  const options = { keepAlive: true, maxSockets: connections };
  const plain = new PlainAgent(options);
  const secure = new SecureAgent(options);

  const once = (method: 'GET' | 'POST', url: string, body: string | undefined, timeoutMs: number) => new Promise<Posted & { stale?: boolean }>((resolve) => {
    const https = url.startsWith('https:');
    const send = https ? secureRequest : plainRequest;
    const headers = body === undefined ? {} : { 'Content-Type': 'text/xml; charset=UTF-8', 'Content-Length': Buffer.byteLength(body) };
    const request = send(url, { method, agent: https ? secure : plain, headers, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), fail);
    });
    const fail = (error: NodeJS.ErrnoException) => {
      const stale = request.reusedSocket && error.code === 'ECONNRESET';
      resolve({ status: 0, text: '', error: error.name === 'AbortError' || error.name === 'TimeoutError' ? `${timeoutMs} ms 内没有应答` : `连接失败 ${error.code ?? error.message}`, stale });
    };
    request.once('error', fail);
    request.end(body);
  });

  return {
    async post(url: string, body: string, timeoutMs: number): Promise<Posted> {
      const first = await once('POST', url, body, timeoutMs);
      // The other side closed a kept connection just as it was used again: nothing was received.
      return first.stale ? once('POST', url, body, timeoutMs) : first;
    },
    get: (url: string, timeoutMs: number): Promise<Posted> => once('GET', url, undefined, timeoutMs),
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

async function readText(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    if (size < keptTextBytes) pieces.push(piece);
    size += piece.length;
  }
  return Buffer.concat(pieces).subarray(0, keptTextBytes).toString('utf8');
}
