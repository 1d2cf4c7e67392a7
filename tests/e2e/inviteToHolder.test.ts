import type { FrameLocator, Locator, Page } from 'playwright-core';
import { aPage, closeBrowser } from '../support/browser.ts';
import { anInstallation, type Installation } from '../support/installation.ts';
import { control, endPrograms } from '../support/processes.ts';

/** From the card on the customer's phone to one person in the admin panel, and from a shared invitation to 管户, in a real browser. */
let here: Installation;
beforeAll(async () => { here = await anInstallation('guanhu_e2e_invite', 13, { seeded: true }); }, 200_000);
afterAll(async () => {
  await closeBrowser();
  await endPrograms();
});

interface Phone { page: Page; phone: Locator; frame: FrameLocator; shown: Locator }

/** The desk with this person's phone; `shown`: the page of the mini-program that is on top. */
async function inHand(externalUserid: string, width: 320 | 390 | 430): Promise<Phone> {
  await control(here.sandbox, 'hold', { externalUserid });
  const { page } = await aPage();
  await page.goto(here.deskUrl);
  await page.getByTestId(`width-${width}`).click();
  const phone = page.getByTestId('customer-phone');
  const frame = phone.frameLocator('[data-testid=page-frame]');
  return { page, phone, frame, shown: frame.locator('.taro_page:visible').last() };
}

/** From 发现, as someone whose WeChat has no memory of us: the notice comes first. */
async function openMini({ phone, frame }: Phone): Promise<void> {
  await phone.getByText('发现', { exact: true }).click();
  await phone.getByTestId('mini-open').click();
  await frame.getByText('同意并继续').click();
  await frame.getByText('隐私说明').waitFor({ state: 'detached' });
}

const newCustomer = async (name: string) => (await control<{ externalUserid: string; phone: string }>(here.sandbox, 'customers', { name }));
const noSideways = (frame: FrameLocator) => frame.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth);

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(here.adminUrl);
  await page.getByText('企业微信扫码登录').click();
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.waitForURL(/\/admin\//);
}

async function smsCode(externalUserid: string): Promise<string> {
  for (let look = 0; look < 50; look += 1) {
    const { rows: [newest] } = await control<{ rows: { text: string }[] }>(here.sandbox, `sms?externalUserid=${externalUserid}`);
    if (newest) return /\d{6}/.exec(newest.text)?.[0] ?? '';
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('no text message');
}

let first: { externalUserid: string; phone: string };

test('the welcome’s card opens the mini-program; notice, choices, sign-in, my manager, phone: one person in the admin panel', async () => {
  first = await newCustomer('何清如');
  await control(here.sandbox, 'add', { externalUserid: first.externalUserid, userid: 'u_amy' });
  const { page, phone, frame, shown } = await inHand(first.externalUserid, 390);
  await phone.getByTestId('customer-chat-row').first().click();
  await phone.getByTestId('miniprogram-card').first().click();
  await frame.getByText('隐私说明').waitFor();
  await frame.getByText('仅浏览').waitFor();
  await frame.getByText('营销信息', { exact: true }).click();
  await frame.getByText('同意并继续').click();
  await shown.getByText('陈安琪', { exact: true }).first().waitFor();
  expect(await noSideways(frame)).toBe(true);

  await frame.getByText('我的', { exact: true }).last().click();
  await shown.getByText('验证手机号').click();
  await shown.locator('input').first().fill(first.phone);
  await shown.getByText('获取验证码').click();
  const code = await smsCode(first.externalUserid);
  await shown.locator('input').nth(1).fill(code === '000000' ? '111111' : '000000');
  await shown.getByText('验证手机号').last().click();
  await shown.getByText('还可以试 4 次').waitFor();
  await shown.locator('input').nth(1).fill(code);
  await shown.getByText('验证手机号').last().click();
  await shown.getByText('手机号已验证').waitFor();

  const { page: admin, problems } = await aPage();
  await signIn(admin, '陈安琪');
  await admin.getByRole('link', { name: '客户列表' }).first().click();
  await admin.getByTestId('customers-table').getByText('何清如').first().click();
  const drawer = admin.locator('.ant-drawer');
  await drawer.getByRole('tab', { name: '身份' }).click();
  for (const words of ['企业微信', '小程序', `${first.phone.slice(0, 3)}****${first.phone.slice(-4)}`]) await drawer.getByText(words).first().waitFor();
  await drawer.getByRole('tab', { name: '授权' }).click();
  await drawer.getByText('营销信息').first().waitFor();
  await drawer.getByRole('tab', { name: '归属' }).click();
  await drawer.getByText('之前没有管户，归属陈安琪').first().waitFor();
  expect(problems).toEqual([]);
  await admin.context().close();
  await page.context().close();
}, 180_000);

test('an invitation that is shared on: the friend accepts, and belongs to the manager with the reason shown', async () => {
  const friend = await newCustomer('顾念慈');
  const mine = await inHand(first.externalUserid, 320);
  const { phone, frame, shown, page } = mine;
  await openMini(mine);
  await frame.getByTestId('benefits').waitFor();
  await shown.getByText('邀请好友').click();
  await shown.getByText('转发给好友').click();
  await phone.getByTestId('friend-search').fill('顾念慈');
  await phone.getByTestId('friend').first().click();
  await shown.getByText('我转发').waitFor();
  expect(await noSideways(frame)).toBe(true);
  await page.context().close();

  const theirs = await inHand(friend.externalUserid, 430);
  await theirs.phone.getByText('何清如').first().click();
  await theirs.phone.getByTestId('miniprogram-card').first().click();
  await theirs.shown.getByText('接受邀请').last().click();
  await theirs.frame.getByText('同意并继续').click();
  expect(await theirs.shown.getByTestId('accept-result').textContent()).toContain('陈安琪');
  expect(await noSideways(theirs.frame)).toBe(true);
  await theirs.page.context().close();

  const { page: admin } = await aPage();
  await signIn(admin, '沈立群');
  await admin.getByRole('link', { name: '邀请码' }).first().click();
  const row = admin.locator('tr', { hasText: '陈安琪' });
  await row.first().waitFor();
  const { rows } = await admin.evaluate("fetch('/api/referral.listInviteCodes', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userid: 'u_amy' }) }).then((answer) => answer.json())") as { rows: { figures: object }[] };
  expect(rows[0]?.figures).toMatchObject({ shared: 1, scanned: 1, redeemed: 1, added: 0 });
  await admin.getByRole('link', { name: '客户列表' }).first().click();
  await admin.getByText('小程序客户').first().click();
  await admin.locator('.ant-drawer').getByRole('tab', { name: '归属' }).click();
  await admin.locator('.ant-drawer').getByText('之前没有管户，归属陈安琪').first().waitFor();
  await admin.context().close();
}, 180_000);

test('in 大字模式 every page is larger, keeps its width, and stays so after a restart', async () => {
  const mine = await inHand(first.externalUserid, 320);
  const { phone, frame, shown, page } = mine;
  await openMini(mine);
  await frame.getByText('我的', { exact: true }).last().click();
  const size = async () => Number.parseFloat(await shown.getByText('授权管理').evaluate((element) => (element.ownerDocument.defaultView as { getComputedStyle(of: unknown): { fontSize: string } }).getComputedStyle(element).fontSize)); // the browser's own types are not loaded here
  const before = await size();
  await shown.getByText('大字模式').click();
  expect(await size()).toBeCloseTo(before * 1.25, 1);
  expect(await noSideways(frame)).toBe(true);
  await phone.getByTestId('page-close').click();
  await phone.getByText('发现', { exact: true }).click();
  await phone.getByTestId('mini-open').click();
  await frame.getByText('我的', { exact: true }).last().click();
  expect(await size()).toBeCloseTo(before * 1.25, 1);
  await page.context().close();
}, 60_000);
