import type { ThemeConfig } from 'antd';
import { brand } from '../../shared/brand.ts';

const { colors, radius } = brand;
const stillness = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
export const fontFamily = `-apple-system, BlinkMacSystemFont, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Hiragino Sans GB", "Segoe UI", sans-serif`;

export const theme: ThemeConfig = {
  token: {
    colorPrimary: colors.primary, colorPrimaryHover: colors.primaryHover, colorPrimaryBg: colors.primaryTint,
    colorLink: colors.primary, colorLinkHover: colors.primaryHover, colorInfo: colors.primary,
    colorSuccess: colors.good, colorWarning: colors.warn, colorError: colors.bad,
    colorWarningBg: colors.goldTint, colorWarningBorder: colors.gold, colorInfoBg: colors.primaryTint, colorInfoBorder: colors.line,
    colorText: colors.ink, colorTextSecondary: colors.ink2, colorTextTertiary: colors.ink3, colorTextDescription: colors.ink3, colorTextPlaceholder: colors.ink3,
    colorBorder: colors.line, colorBorderSecondary: colors.line, colorBgLayout: colors.ground, colorBgContainer: colors.surface,
    borderRadius: radius.control, borderRadiusLG: radius.card, fontFamily, fontSize: 14, motion: !stillness,
    motionDurationFast: '0.1s', motionDurationMid: '0.15s', motionDurationSlow: '0.2s',
  },
  components: {
    Table: { headerBg: colors.surface, headerColor: colors.ink3, headerSplitColor: 'transparent', rowHoverBg: colors.ground, cellPaddingBlock: 12, cellPaddingInline: 12 },
    Checkbox: { colorBorder: colors.ink3 },
    Radio: { colorBorder: colors.ink3 },
    Slider: { railBg: colors.line, railHoverBg: colors.line, trackBg: colors.primary, trackHoverBg: colors.primaryHover, handleColor: colors.primary },
    Form: { labelColor: colors.ink, verticalLabelPadding: '0 0 4px' },
    Segmented: { itemColor: colors.ink2, trackBg: colors.line },
  },
};

/** On a phone every control is as high as a finger needs: 44 px. */
export const touchTheme: ThemeConfig = { ...theme, token: { ...theme.token, controlHeight: 44, controlHeightSM: 44, controlHeightLG: 48 } };

const brandMark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${colors.primary}"/>`
  + `<g fill="${colors.surface}"><circle cx="16" cy="12" r="4.5"/><path d="M7 25c1-5 4.5-7 9-7s8 2 9 7z"/></g></svg>`;

const kebab = (name: string) => name.replace(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`);

/** The brand's colours as `--ink`, `--primary-tint`, …, for the stylesheet. */
export function applyBrand(): void {
  const style = document.documentElement.style;
  for (const [name, value] of Object.entries(colors)) style.setProperty(`--${kebab(name)}`, value);
  style.setProperty('--card-radius', `${radius.card}px`);
  style.setProperty('--control-radius', `${radius.control}px`);
  style.setProperty('--font', fontFamily);
  document.title = `${brand.name} · ${brand.bankName}`;
  document.querySelector('link[rel="icon"]')?.setAttribute('href', `data:image/svg+xml,${encodeURIComponent(brandMark)}`);
}
