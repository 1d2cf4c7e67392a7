import { createHmac } from 'node:crypto';
import ExcelJS from 'exceljs';
import type { BrowserContext, Page } from 'playwright-core';
import { aPage, closeBrowser } from '../support/browser.ts';
import { anInstallation, type Installation } from '../support/installation.ts';
import { control, endPrograms, eventually } from '../support/processes.ts';

/** From the bank's events to the sentence, the rows behind a figure and the workbook, in a real browser. */
let here: Installation;
beforeAll(async () => {
  here = await anInstallation('guanhu_e2e_report', 14, { seeded: false });
  await aMonthOfWork();
}, 60_000);
afterAll(async () => {
  await closeBrowser();
  await endPrograms();
});

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(here.adminUrl);
  await page.getByText('企业微信扫码登录').click();
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByRole('button', { name: /我的菜单/ }).waitFor();
}

/** An operation with this browser's session, as the panel calls it. */
async function call<T>(context: BrowserContext, name: string, input: object): Promise<T> {
  const answer = await context.request.post(new URL(`/api/${name}`, here.adminUrl).href, { data: input, headers: { origin: new URL(here.adminUrl).origin } });
  if (!answer.ok()) throw new Error(`${name}: ${answer.status()} ${await answer.text()}`);
  return await answer.json() as T;
}

const members = async <T>(name: string, input: object, bearer?: string): Promise<T> => {
  const answer = await fetch(`${here.server.url}/api/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) }, body: JSON.stringify(input) });
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
  return await answer.json() as T;
};

/** Tells events as the bank's system does: hex HMAC-SHA256(secret, timestamp + "." + raw body). */
async function tell({ id, secret }: { id: string; secret: string }, events: object[]): Promise<unknown> {
  const [body, timestamp] = [JSON.stringify({ events }), String(Math.floor(Date.now() / 1_000))];
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const answer = await fetch(`${here.server.url}/api/bank.ingestEvents`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-guanhu-key-id': id, 'x-guanhu-timestamp': timestamp, 'x-guanhu-signature': signature } });
  return answer.json();
}

/** Three customers add 陈安琪, one 周本, all of 外滩支行. The first verifies a phone; the bank confirms, tells 12.35 and −0.35 万元, and takes a purchase back. */
async function aMonthOfWork(): Promise<void> {
  const { page, context } = await aPage();
  await signIn(page, '林志强');
  await call(context, 'org.startSync', {});
  const staff = (search: string) => call<{ rows: { userid: string; employeeNo: string; roles: string[] }[] }>(context, 'org.listStaff', { search });
  await eventually(() => staff('沈立群'), ({ rows }) => rows.length === 1);
  await call(context, 'org.setRoles', { userid: 'u_sup_east', roles: ['supervisor'] });
  const { rows: [amy] } = await eventually(() => staff('陈安琪'), ({ rows }) => rows[0]?.roles.includes('manager') === true);
  const people = await Promise.all(['方晓', '葛青', '韩冰', '蒋岚'].map((name) => control<{ externalUserid: string; phone: string }>(here.sandbox, 'customers', { name })));
  for (const [index, { externalUserid }] of people.entries()) await control(here.sandbox, 'add', { externalUserid, userid: index < 3 ? 'u_amy' : 'u_ben' });
  await eventually(() => call<{ total: number }>(context, 'customers.listCustomers', {}), ({ total }) => total === 4);

  const [first] = people;
  const login = await control<{ code: string }>(here.sandbox, 'loginCode', { externalUserid: first?.externalUserid });
  const { token } = await members<{ token: string }>('customers.signIn', { code: login.code });
  const phone = await control<{ code: string }>(here.sandbox, 'phoneCode', { externalUserid: first?.externalUserid });
  await members('customers.verifyWechatPhone', { code: phone.code }, token);

  const key = await call<{ id: string; secret: string }>(context, 'bank.createBankKey', { name: '核心系统' });
  const shared = { bankCustomerNo: 'B00000001', phone: first?.phone, occurredAt: new Date().toISOString() };
  const told = await tell(key, [
    { ...shared, eventId: 'confirmed', type: 'managerConfirmed', managerEmployeeNo: amy?.employeeNo },
    { ...shared, eventId: 'in', type: 'aumChanged', amountFen: 12_345_678, balanceFen: 12_345_678 },
    { ...shared, eventId: 'out', type: 'aumChanged', amountFen: -345_678, balanceFen: 12_000_000 },
    { ...shared, eventId: 'bought', type: 'productPurchased', productCode: 'WM001', amountFen: 5_000_000 },
    { ...shared, eventId: 'notBought', type: 'reversal', reversesEventId: 'bought' },
  ]);
  expect(told).toMatchObject({ applied: 5, waiting: 0 });
  await context.close();
}

const fenOf = (text: string | null): number => Math.round(Number(text?.replace(/[^\d.-]/g, '')) * 100);

test('a supervisor sets a target, reads the sentence, filters, drills down, and sees the rows that a figure is the sum of', async () => {
  const { page, context, problems } = await aPage({ width: 1280, height: 900 });
  await signIn(page, '沈立群');
  await page.getByRole('link', { name: '目标' }).click();
  await page.getByLabel('陈安琪确认管户（户）').fill('2');
  await page.getByTestId('unsaved').getByText('1 位客户经理').waitFor();
  await page.getByTestId('save-targets').click();
  await page.getByTestId('unsaved').waitFor({ state: 'detached' });

  await page.getByRole('link', { name: '归因报表' }).click();
  const sentence = page.getByTestId('report-sentence');
  await sentence.getByText('本月华东分行确认管户 1 户，比上月同期多 1 户，完成目标 50%。').waitFor();
  expect(await page.getByTestId('figure-added').textContent()).toBe('4');
  expect(await page.getByTestId('figure-registered').textContent()).toBe('1');
  expect(await page.getByTestId('figure-aumFen').getAttribute('title')).toBe('¥120,000.00');
  expect(await page.getByTestId('figure-purchasedFen').textContent()).toBe('¥0.00');

  await choose(page, '时间', '上月');
  await sentence.getByText('上月华东分行没有数字。').waitFor();
  await choose(page, '时间', '本月');
  await choose(page, '指标', '资产净增');
  await sentence.getByText('本月华东分行资产净增 12.0 万元，比上月同期多 12.0 万元。').waitFor();
  expect(new URL(page.url()).search).toBe('?metric=aumFen');

  const table = page.getByTestId('report-table');
  await table.getByRole('link', { name: '外滩支行', exact: true }).click();
  await table.getByRole('link', { name: '周本', exact: true }).waitFor();
  await table.getByRole('link', { name: '陈安琪', exact: true }).click();
  await sentence.getByText('本月陈安琪资产净增 12.0 万元').waitFor();
  expect(await page.getByTestId('figure-added').textContent()).toBe('3');

  await page.getByTestId('figure-aumFen').click();
  const drawer = page.locator('.ant-drawer');
  expect(await drawer.getByTestId('facts-sum').getAttribute('title')).toBe('¥120,000.00');
  const figures = await drawer.getByTestId('fact-row').locator('.figure').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title')));
  expect(figures.map(fenOf).sort((a, b) => a - b)).toEqual([-345_678, 12_345_678]);
  const address = page.url();
  await drawer.getByTestId('fact-customer').first().click();
  await page.getByText('银行确认由陈安琪管户').first().waitFor();
  await page.goto(address);
  await drawer.getByTestId('facts-sum').getByText('12.0 万元').waitFor();
  expect(problems).toEqual([]);
  await context.close();
}, 40_000);

test('the workbook says what the page says', async () => {
  const { page, context } = await aPage();
  await signIn(page, '沈立群');
  await page.goto(`${here.adminUrl}attribution?departmentId=2&metric=aumFen`);
  await page.getByTestId('report-sentence').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('report-sheet').click()]);
  expect(download.suggestedFilename()).toBe('归因报表.xlsx');
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await download.path());
  const rows = Array.from(book.getWorksheet('归因报表')?.getSheetValues() ?? [], (row) => (Array.isArray(row) ? row.slice(1) : []));
  const titles = rows.find((row) => row.includes('资产净增（元）')) ?? [];
  const valueOf = (name: string, title: string) => rows.find(([first]) => first === name)?.[titles.indexOf(title)];
  expect(valueOf('外滩支行', '资产净增（元）')).toBe(120_000);
  expect(valueOf('合计', '添加')).toBe(4);
  expect(valueOf('外滩支行', '确认管户目标')).toBe(2);
  await context.close();
}, 40_000);

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: option }).first().click();
}
