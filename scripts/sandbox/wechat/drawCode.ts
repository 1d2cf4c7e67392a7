import { crc32, deflateSync } from 'node:zlib';
import QRCode from 'qrcode';

export interface Colour { r: number; g: number; b: number }
/** Modules of quiet zone on each side. */
const quiet = 2;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const palette = 3;

/** A QR code as a PNG of two colours, exactly as wide as asked. */
export function drawCode(text: string, { width, line, isClear }: { width: number; line: Colour; isClear: boolean }): Buffer {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const pixels = Math.floor(width / (modules.size + 2 * quiet));
  const edge = Math.floor((width - modules.size * pixels) / 2);
  const rows = Array.from({ length: modules.size }, (_, row) => {
    const bytes = Buffer.alloc(1 + width);
    for (let column = 0; column < modules.size; column += 1) if (modules.get(row, column)) bytes.fill(1, 1 + edge + column * pixels, 1 + edge + (column + 1) * pixels);
    return bytes;
  });
  const blank = Buffer.alloc(1 + width);
  const image = Buffer.concat(Array.from({ length: width }, (_, y) => rows[Math.floor((y - edge) / pixels)] ?? blank));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(width, 4);
  head.set([8, palette], 8);
  const chunks = [chunk('IHDR', head), chunk('PLTE', Buffer.from([255, 255, 255, line.r, line.g, line.b])), ...(isClear ? [chunk('tRNS', Buffer.from([0]))] : []), chunk('IDAT', deflateSync(image)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
