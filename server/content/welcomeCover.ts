import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MediaFile } from '../wecom/media.ts';

export const welcomeCoverKey = 'welcomeCover';
export const welcomeCoverPath = '/content/cover.png';

const file = 'server/content/assets/welcomeCover.png';
/** Beside this source, beside the folder of the bundle, or under the folder that the process was started in. */
const places = [fileURLToPath(new URL('assets/welcomeCover.png', import.meta.url)), fileURLToPath(new URL(`../${file}`, import.meta.url)), resolve(file)];

let bytes: Buffer | undefined;

/** The picture of the mini-program card, 520 × 416 (WeCom's advice, contract 4.3). */
export function welcomeCover(): MediaFile {
  bytes ??= readFileSync(places.find((place) => existsSync(place)) ?? file);
  return { name: 'cover.png', type: 'image/png', bytes };
}
