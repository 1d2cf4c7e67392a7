import { z } from 'zod';
import { endpoint } from '../api/endpoint.ts';
import { Refusal } from '../api/refusal.ts';
import { newId } from '../chance.ts';
import type { Sandbox } from '../sandbox.ts';
import type { MiniCode } from '../state.ts';
import { drawCode } from './drawCode.ts';

/** WeChat: contract 8.2. */
const sceneAlphabet = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;
const perMinute = 5_000;
const minuteMs = 60_000;
const keptCodes = 500;

const channel = z.coerce.number().int().min(0).max(255);
const Line = z.object({ r: channel, g: channel, b: channel });

export function checkPage(sandbox: Sandbox, page: string): void {
  const { published } = sandbox.state;
  const pages = published.pages ?? sandbox.settings.miniprogramPages;
  if (pages.length > 0 && !pages.includes(page)) throw new Refusal(41030);
}

/** What the code says: `sandbox-mini:<page>?scene=<encoded>`, so that any reader of codes shows it. */
export const miniCodeText = ({ page, scene }: Pick<MiniCode, 'page' | 'scene'>): string => `sandbox-mini:${page}?scene=${encodeURIComponent(scene)}`;

export const miniCodePicture = (code: Pick<MiniCode, 'page' | 'scene'>, { width = 430, line = { r: 0, g: 0, b: 0 }, isClear = false } = {}): Buffer => drawCode(miniCodeText(code), { width, line, isClear });

function keep(sandbox: Sandbox, scene: string, page: string): MiniCode {
  const { miniCodes } = sandbox.state;
  const known = [...miniCodes.values()].find((each) => each.scene === scene && each.page === page);
  if (known) return known;
  const code = { id: newId('', 16), scene, page, at: sandbox.clock.nowSeconds() };
  miniCodes.set(code.id, code);
  for (const old of miniCodes.keys()) {
    if (miniCodes.size <= keptCodes) break;
    miniCodes.delete(old);
  }
  sandbox.touch();
  return code;
}

export const miniCodeEndpoints = [
  endpoint({
    method: 'POST', path: '/wxa/getwxacodeunlimit', summary: '小程序码，返回 PNG，台面的扫一扫认得', uncounted: true, limits: [{ count: perMinute, perMs: minuteMs, blockMs: minuteMs }],
    missing: { scene: 40169 }, wrong: { scene: 40169, page: 41030 }, otherwise: 40097, badJson: 40169,
    input: z.object({
      scene: z.string().regex(sceneAlphabet), page: z.string().regex(/^[^/?#][^?#]*$/).or(z.literal('')).default(''), check_path: z.boolean().default(true), env_version: z.enum(['release', 'trial', 'develop']).default('release'),
      width: z.number().int().min(280).max(1280).default(430), auto_color: z.boolean().default(false), line_color: Line.optional(), is_hyaline: z.boolean().default(false),
    }),
    run(given, { sandbox }) {
      if (given.check_path && given.page) checkPage(sandbox, given.page);
      const code = keep(sandbox, given.scene, given.page || sandbox.settings.miniprogramHome);
      const bytes = miniCodePicture(code, { width: given.width, isClear: given.is_hyaline, ...(given.line_color && !given.auto_color ? { line: given.line_color } : {}) });
      return { bytes, contentType: 'image/png', name: 'wxacode.png' };
    },
  }),
];
