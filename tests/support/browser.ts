import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

let browser: Browser | undefined;

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A page in the system's Chromium, as a person with this screen would have it. Errors of the page fail the test. */
export async function aPage(viewport = { width: 1440, height: 900 }): Promise<{ page: Page; context: BrowserContext; problems: string[] }> {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: flags });
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('response', (response) => { if (response.status() >= 400 && response.status() !== 401) problems.push(`${response.status()} ${response.url()}`); });
  return { page, context, problems };
}

export const closeBrowser = async (): Promise<void> => {
  await browser?.close();
  browser = undefined;
};
