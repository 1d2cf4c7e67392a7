const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { crc32, deflateSync } = require('node:zlib');
const { brand } = require('./brand.js');

const pixels = 81; // WeChat's own size for tab icons
const grid = 24;

const arc = (x, y, rx, ry, from, to) => Array.from({ length: 33 }, (_, step) => {
  const angle = ((from + ((to - from) * step) / 32) * Math.PI) / 180;
  return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
});

/** Strokes on a grid of 24. */
const icons = {
  home: [[[3, 11.5], [12, 4], [21, 11.5]], [[5.5, 9.5], [5.5, 20], [18.5, 20], [18.5, 9.5]], [[9.8, 20], [9.8, 14.5], [14.2, 14.5], [14.2, 20]]],
  mine: [arc(12, 8, 4, 4, 0, 360), [...arc(12, 20, 8, 6.5, 180, 360), [4, 20]]],
};

function distance([px, py], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - ax - along * dx, py - ay - along * dy);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function png(strokes, color, width) {
  const rgb = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const segments = strokes.flatMap((points) => points.slice(1).map((point, index) => [points[index], point]));
  const coverage = (x, y) => {
    const point = [((x + 0.5) * grid) / pixels, ((y + 0.5) * grid) / pixels];
    const nearest = Math.min(...segments.map(([from, to]) => distance(point, from, to)));
    return Math.min(1, Math.max(0, 0.5 + ((width / 2 - nearest) * pixels) / grid));
  };
  const rows = Array.from({ length: pixels }, (_, y) => [0, ...Array.from({ length: pixels }, (__, x) => [...rgb, Math.round(255 * coverage(x, y))]).flat()]);
  const header = Buffer.from([0, 0, 0, pixels, 0, 0, 0, pixels, 8, 6, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(rows.flat()), { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Draws `src/tab/<name>.png` and `<name>-on.png` in the brand's colours; a file that is right already keeps its time. */
module.exports = function drawTabIcons() {
  const folder = join(__dirname, '../src/tab');
  mkdirSync(folder, { recursive: true });
  for (const [name, strokes] of Object.entries(icons)) {
    for (const [ending, color, width] of [['', brand.colors.ink3, 1.6], ['-on', brand.colors.primary, 2]]) {
      const [path, drawn] = [join(folder, `${name}${ending}.png`), png(strokes, color, width)];
      if (!existsSync(path) || !readFileSync(path).equals(drawn)) writeFileSync(path, drawn);
    }
  }
};
