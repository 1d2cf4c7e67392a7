import { connect } from 'node:net';

/**
 * Sends each request once over keep-alive connections and times them. A load generator of its own, because the machine is shared
 * with both sides: it writes prepared bytes and reads a status line, and its clock is exact for rounds of a second or two.
 */
export async function fire({ port, requests, connections = 64 }) {
  const took = [];
  let next = 0;
  let failed = 0;
  const startedMs = performance.now();
  const one = () => new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let sentMs = 0;
    let seen = '';
    const send = () => {
      const request = requests[next];
      if (!request) return socket.end(resolve);
      next += 1;
      sentMs = performance.now();
      socket.write(request);
    };
    socket.once('connect', send).once('error', reject);
    socket.on('data', (chunk) => {
      seen += chunk.toString('latin1');
      const end = seen.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(seen)?.[1] ?? 0);
      if (seen.length < end + 4 + length) return;
      took.push(performance.now() - sentMs);
      if (!/^HTTP\/1\.1 2/.test(seen)) failed += 1;
      seen = '';
      send();
    });
  });
  await Promise.all(Array.from({ length: connections }, one));
  const seconds = (performance.now() - startedMs) / 1_000;
  took.sort((a, b) => a - b);
  return { rate: requests.length / seconds, took, failed };
}

export const rawPost = ({ path, body }) => Buffer.from(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
