import { rmSync } from 'node:fs';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { createSandbox } from '../../scripts/sandbox/createSandbox.ts';
import { aPage, closeBrowser } from './browser.ts';
import { aDesk, aPageServer, type PageServer } from './phonePages.ts';
import { aNewCustomer, playgroundOf, type Playground } from './sandboxBuilders.ts';

export interface PhoneDesk {
  play: Playground;
  server: PageServer;
  page: Page;
  /** The customer's phone, in 林小满's hand; number 13800000001. */
  phone: Locator;
  /** What the phone has open in its frame. */
  frame: FrameLocator;
  me: string;
  scan(text: string): Promise<void>;
  openMini(): Promise<void>;
  /** Presses the page's button that makes this call. */
  call(name: string): Promise<void>;
  /** What the page was answered, once it has these words. */
  said(words: string): Promise<Record<string, unknown>>;
}

/** The desk in Chromium, with a server whose pages its phone opens; a new person and a new browser before each test. */
export function usePhoneDesk(): PhoneDesk {
  const desk = {} as PhoneDesk; // filled before the first test runs
  let deskDist = '';
  let problems: string[] = [];
  beforeAll(async () => {
    deskDist = await aDesk();
    desk.server = await aPageServer();
    desk.play = playgroundOf(await createSandbox({ deskDist, serverUrl: desk.server.url }));
  }, 120_000);
  afterAll(async () => {
    await closeBrowser();
    await desk.play.running.close();
    await desk.server.close();
    rmSync(deskDist, { recursive: true });
  }, 30_000);
  beforeEach(async () => {
    const { play } = desk;
    await play.control('reset');
    desk.me = await aNewCustomer(play, '林小满');
    await play.control('phone', { externalUserid: desk.me, phone: '13800000001' });
    await play.control('hold', { externalUserid: desk.me });
    ({ page: desk.page, problems } = await aPage());
    await desk.page.goto(`http://localhost:${play.running.port}/`);
    desk.phone = desk.page.getByTestId('customer-phone');
    desk.frame = desk.phone.frameLocator('[data-testid=page-frame]');
  }, 60_000);
  afterEach(async () => {
    expect(problems).toEqual([]);
    await desk.page.context().close();
  });
  desk.scan = async (text) => {
    await desk.phone.getByTestId('scan-open').click();
    await desk.phone.getByTestId('scan-input').fill(text);
    await desk.phone.getByTestId('scan-confirm').click();
  };
  desk.openMini = () => desk.scan('sandbox-mini:pages/home/home?scene=a');
  desk.call = (name) => desk.frame.locator(`#${name}`).click();
  desk.said = async (words) => {
    await desk.frame.locator('#said', { hasText: words }).waitFor();
    return JSON.parse((await desk.frame.locator('#said').textContent()) ?? '');
  };
  return desk;
}
