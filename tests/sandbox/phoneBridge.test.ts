import { usePhoneDesk } from '../support/phoneDesk.ts';
import { aContactWay, aNewCustomer } from '../support/sandboxBuilders.ts';
import { exchange, openidOf, wechat } from '../support/wechatBuilders.ts';

const desk = usePhoneDesk();

test('login gives a code that WeChat exchanges for this person', async () => {
  const { play, me, openMini, call, said } = desk;
  await openMini();
  await call('login');
  const { code, errMsg, err_msg } = await said('login:ok');
  expect([errMsg, err_msg]).toEqual(['login:ok', 'login:ok']);
  expect((await exchange(play, { js_code: String(code) })).body.openid).toBe(await openidOf(play, me));
});

test('the phone number: refused, then allowed', async () => {
  const { play, phone, openMini, call, said } = desk;
  await openMini();
  await call('getPhoneNumber');
  await phone.getByTestId('ask-phone-number').getByText('138****0001').waitFor();
  await phone.getByTestId('deny').click();
  expect(await said('user deny')).toEqual({ errMsg: 'getPhoneNumber:fail user deny', err_msg: 'getPhoneNumber:fail user deny' });
  await call('getPhoneNumber');
  await phone.getByTestId('allow').click();
  const { code } = await said('getPhoneNumber:ok');
  expect((await wechat(play, 'wxa/business/getuserphonenumber', { code })).body.phone_info.phoneNumber).toBe('13800000001');
});

test('subscribe messages: what is ticked is accepted once, arrives, and opens its page', async () => {
  const { play, phone, frame, me, openMini, call, said } = desk;
  await openMini();
  await call('requestSubscribeMessage');
  await phone.getByLabel('模板 tpl_b').uncheck();
  await phone.getByTestId('allow').click();
  expect(await said('requestSubscribeMessage:ok')).toMatchObject({ tpl_a: 'accept', tpl_b: 'reject' });
  const send = async (template_id: string) => (await wechat(play, 'cgi-bin/message/subscribe/send', { touser: await openidOf(play, me), template_id, page: 'pages/task?id=1', data: { thing1: { value: '任务' } } })).body.errcode;
  expect([await send('tpl_b'), await send('tpl_a'), await send('tpl_a')]).toEqual([43101, 0, 43101]);
  await phone.getByTestId('page-close').click();
  await phone.getByTestId('notices-row').click();
  await phone.getByRole('button', { name: '进入小程序查看' }).click();
  await frame.locator('#at', { hasText: '#/pages/task?id=1' }).waitFor();
});

test('a shared card arrives with the friend and opens its page on a phone with nothing stored', async () => {
  const { play, phone, frame, openMini, call, said } = desk;
  const friend = await aNewCustomer(play, '周朋友');
  await openMini();
  expect(await frame.locator('#store').textContent()).toBe('nobody');
  await call('shareAppMessage');
  await phone.getByTestId('friend').filter({ hasText: '周朋友' }).click();
  await said('shareAppMessage:ok');
  await phone.getByTestId('page-menu').click();
  await phone.getByTestId('menu-reload').click();
  await frame.locator('#store', { hasText: 'somebody' }).waitFor();
  await play.control('hold', { externalUserid: friend });
  await phone.getByTestId('friend-chat-row').filter({ hasText: '林小满' }).click();
  await phone.getByTestId('miniprogram-card').filter({ hasText: '邀请你' }).click();
  await frame.locator('#at', { hasText: '#/pages/invite/accept?code=ABC' }).waitFor();
  expect(await frame.locator('#store').textContent()).toBe('nobody');
});

const lastShared = async () => (await desk.play.get('/sandbox/state')).body.friendChats[0]?.lines.at(-1)?.attachments[0];

test('the menu shares what the page says, or else the page itself', async () => {
  const { play, page, phone, frame, scan } = desk;
  await aNewCustomer(play, '周朋友');
  for (const [opened, title, path] of [['pages/listens', '菜单转发', 'pages/menu'], ['pages/quiet?a=1', '首页', 'pages/quiet?a=1']] as const) {
    await scan(`sandbox-mini:${opened}`);
    await frame.locator('#at', { hasText: opened }).waitFor();
    await phone.getByTestId('page-menu').click();
    await phone.getByTestId('menu-share').click();
    await phone.getByTestId('friend').click();
    await phone.getByTestId('friend').waitFor({ state: 'detached' });
    await page.waitForTimeout(300); // the card is on its way to the sandbox
    await phone.getByTestId('page-close').click();
    expect((await lastShared()).miniprogram).toMatchObject({ title, page: path });
  }
});

test('scanCode: a WeCom code gives its address, a mini-code its path, giving up fails', async () => {
  const { play, page, phone, openMini, call, said } = desk;
  const configId = await aContactWay(play);
  await wechat(play, 'wxa/getwxacodeunlimit', { scene: 'i=A', page: 'pages/invite/accept' });
  await openMini();
  await call('scanCode');
  await phone.getByTestId('scan-way').click();
  expect(await said(`/add/${configId}`)).toMatchObject({ errMsg: 'scanCode:ok', scanType: 'QR_CODE' });
  await call('scanCode');
  await phone.getByTestId('scan-mini').click();
  expect(await said('WX_CODE')).toMatchObject({ path: 'pages/invite/accept?scene=i%3DA' });
  await call('scanCode');
  await phone.getByTestId('scan-mini').waitFor();
  await page.keyboard.press('Escape');
  await said('scanCode:fail cancel');
});

test('a call shows the number and ends; an unknown name fails', async () => {
  const { phone, openMini, call, said } = desk;
  await openMini();
  await call('makePhoneCall');
  await phone.getByTestId('call-screen').getByText('13900000001').waitFor();
  await phone.getByTestId('hang-up').click();
  await said('makePhoneCall:ok');
  await call('somethingElse');
  await said('somethingElse:fail function not exist');
});

test('a page in a plain tab is told that there is no phone', async () => {
  const { play, page } = desk;
  const { origin } = (await play.get('/sandbox/state')).body.phone;
  const tab = await page.context().newPage();
  await tab.goto(`${origin}/m/#/pages/home/home`);
  await tab.locator('#login').click();
  await tab.locator('#said', { hasText: 'login:fail no host' }).waitFor();
});
