import { aptInstall, mayInstall, onPath } from './command.mjs';
import { say, Stop } from './say.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const found = () => process.env.CHROMIUM_PATH ?? names.map(onPath).find(Boolean);

/** The system's Chromium; the tests need a real one and install it where they may. */
export async function findChromium() {
  const local = found();
  if (local) return local;
  if (mayInstall(true)) {
    say('正在安装 Chromium 与中文字体…');
    await aptInstall(['chromium', 'fonts-noto-cjk']);
  }
  const installed = found();
  if (installed) return installed;
  throw new Stop('没有找到 Chromium，页面测试无法运行。请安装后再试（Debian/Ubuntu：apt-get install -y chromium fonts-noto-cjk），或设置 CHROMIUM_PATH。');
}
