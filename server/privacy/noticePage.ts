import { brand } from '../../shared/brand.ts';
import { notice } from './notice.ts';

const { colors } = brand;
const style = `
*{box-sizing:border-box}body{margin:0;background:${colors.ground};color:${colors.ink};font:16px/1.75 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header{background:${colors.primary};color:${colors.surface};padding:28px 20px}header div,main,footer{max-width:680px;margin:0 auto}
h1{margin:0;font-size:28px;line-height:1.4}header p{margin:4px 0 0;font-size:14px}
main{padding:20px}section,.intro{background:${colors.surface};border:1px solid ${colors.line};border-radius:${brand.radius.card}px;padding:16px 20px;margin:0 0 12px}
h2{margin:0 0 8px;font-size:16px;line-height:1.5}p{margin:0}ul{margin:0;padding-left:20px;color:${colors.ink2}}li+li{margin-top:4px}
footer{padding:0 20px 40px;font-size:12px;color:${colors.ink3}}`;

const section = ({ heading, lines }: (typeof notice.sections)[number]): string =>
  `<section><h2>${heading}</h2><ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul></section>`;

/** The privacy notice as a page of its own: no script, nothing loaded from elsewhere. */
export const noticePage = (): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${notice.title} · ${brand.bankName}</title><style>${style}</style></head>
<body><header><div><h1>${notice.title}</h1><p>${brand.bankName}</p></div></header>
<main><p class="intro">${notice.intro}</p>${notice.sections.map(section).join('')}</main>
<footer>第 ${notice.version} 版，自 ${notice.effectiveFrom} 起生效</footer></body></html>`;
