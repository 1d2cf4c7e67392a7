import { sendMail } from '../support/mailBuilders.ts';
import { usePhoneDesk } from '../support/phoneDesk.ts';
import { aContact, aContactWay, samples, upload } from '../support/sandboxBuilders.ts';
import { sendSms, wechat } from '../support/wechatBuilders.ts';

const desk = usePhoneDesk();

test('a mini-code opens its page with the scene as it was encoded, in WeChat, before the page’s own scripts', async () => {
  const { play, phone, frame } = desk;
  await wechat(play, 'wxa/getwxacodeunlimit', { scene: 'i=ABCDEFGHJKMN', page: 'pages/invite/accept' });
  await phone.getByTestId('scan-open').click();
  await phone.getByTestId('scan-mini').click();
  await frame.locator('#at', { hasText: '#/pages/invite/accept?scene=i%3DABCDEFGHJKMN' }).waitFor();
  expect(await frame.locator('#agent').textContent()).toMatch(/MicroMessenger\/.* object$/);
  await phone.getByRole('heading', { name: '首页' }).waitFor();
  await phone.getByTestId('page-close').click();
  await phone.getByTestId('scan-open').waitFor();
});

test('a WeCom code still leads to the member, by its picture, its address or its own page', async () => {
  const { play, page, phone, scan } = desk;
  const configId = await aContactWay(play);
  for (const address of [`http://localhost:${play.running.port}/qr/${configId}`, configId]) {
    await scan(address);
    await phone.getByTestId('add-contact').waitFor();
    await phone.getByRole('button', { name: '返回' }).click();
  }
  await page.goto(`http://localhost:${play.running.port}/add/${configId}`);
  await phone.getByTestId('add-contact').click();
  await phone.getByTestId('chat-line').filter({ hasText: '你已添加了陈安琪' }).waitFor();
});

test('a card of the manager’s opens its page, cold, and again', async () => {
  const { play, server, phone, frame, me } = desk;
  const { welcomeCode } = await aContact(play, { externalUserid: me, userid: 'u_amy' });
  const cover = (await upload(play, 'media/upload', { type: 'image' }, samples.png)).body.media_id;
  await play.api('externalcontact/send_welcome_msg', { body: { welcome_code: welcomeCode, attachments: [{ msgtype: 'miniprogram', miniprogram: { title: '权益', pic_media_id: cover, appid: 'wxsandboxapp00001', page: 'pages/home/home.html?from=card' } }] } });
  await phone.getByTestId('customer-chat-row').click();
  for (let round = 0; round < 2; round += 1) {
    await phone.getByTestId('miniprogram-card').click();
    await frame.locator('#at', { hasText: '#/pages/home/home?from=card' }).waitFor();
    await phone.getByTestId('page-back').click();
  }
  const opened = server.seen.filter(({ path }) => path.startsWith('/m/?')).map(({ path }) => path);
  expect(new Set(opened.slice(-2)).size).toBe(2);
});

test('back goes through the pages of the mini-program, then leaves it; the title follows', async () => {
  const { phone, frame, openMini } = desk;
  await openMini();
  await frame.locator('#next').click();
  await phone.getByRole('heading', { name: '第二页' }).waitFor();
  await phone.getByTestId('page-back').click();
  await phone.getByRole('heading', { name: '首页' }).waitFor();
  await phone.getByTestId('page-back').click();
  await phone.getByTestId('scan-open').waitFor();
});

test('a short link opens in the browser of the phone; another site’s does not open in it', async () => {
  const { server, phone, frame, scan } = desk;
  await scan(`${server.url}/i/ABC`);
  await phone.getByTestId('web-page').waitFor();
  await frame.locator('#at', { hasText: '#/pages/invite/accept?code=ABC' }).waitFor();
  await phone.getByTestId('page-close').click();
  await scan('https://example.com/a');
  await phone.getByRole('link', { name: '在浏览器打开' }).waitFor();
});

test('a text message: unread badge over the mini-program, read, copied, and the page still as it was', async () => {
  const { play, page, phone, frame, openMini } = desk;
  await openMini();
  await frame.locator('#next').click();
  await sendSms(play, { messageId: 'm-1', phone: '13800000001', text: '【江海银行】验证码 482913，5 分钟内有效。' });
  await phone.getByTestId('sms-unread').filter({ hasText: '1' }).waitFor();
  await phone.getByTestId('sms-open').click();
  await phone.getByTestId('sms-copy').click();
  await page.getByText('验证码已复制').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('482913');
  await phone.getByTestId('sms-unread').waitFor({ state: 'detached' });
  await phone.getByTestId('sms-screen').getByRole('button', { name: '返回' }).click();
  await phone.getByRole('heading', { name: '第二页' }).waitFor();
});

test('the manager’s phone: text messages and mail, unread, read, and a link that opens beside the desk', async () => {
  const { play, server, page } = desk;
  const manager = page.getByTestId('manager-phone');
  const mobile = play.running.state.members.get('u_amy')?.mobile;
  const link = `${server.url}/i/ABCDEFGH`;
  await sendSms(play, { messageId: 'm-1', phone: mobile, text: '【江海银行】您有 3 个邀请码，请查收邮件。' });
  for (const number of [1, 2]) await sendMail(play, { messageId: `<m-${number}@guanhu>`, to: 'u_amy@jianghai.example', subject: `您的邀请码 ${number}`, text: `客户打开链接即可：${link}。\n有效期至 2026-12-31。` });
  await manager.getByTestId('staff-sms-unread').filter({ hasText: '1' }).waitFor();
  await manager.getByTestId('staff-mail-unread').filter({ hasText: '2' }).waitFor();
  expect(await desk.phone.getByTestId('sms-unread').count()).toBe(0);

  await manager.getByTestId('staff-sms-open').click();
  await manager.getByTestId('staff-sms').getByText('您有 3 个邀请码').click();
  await manager.getByTestId('staff-sms-unread').waitFor({ state: 'detached' });
  await manager.getByTestId('staff-sms-screen').getByRole('button', { name: '返回' }).click();

  await manager.getByTestId('staff-mail-open').click();
  const [newest, oldest] = [manager.getByTestId('staff-mail').first(), manager.getByTestId('staff-mail').last()];
  await newest.getByText('您的邀请码 2').waitFor();
  const [opened] = await Promise.all([page.context().waitForEvent('page'), oldest.getByRole('link', { name: link, exact: true }).click()]);
  await opened.waitForURL(`${server.url}/m/#/pages/invite/accept?code=ABCDEFGH`);
  await opened.close();
  await manager.getByTestId('staff-mail-unread').filter({ hasText: '1' }).waitFor();
  await manager.getByTestId('staff-mail-read-all').click();
  await manager.getByTestId('staff-mail-unread').waitFor({ state: 'detached' });
});

test('another member’s phone shows that member’s messages', async () => {
  const { play, page } = desk;
  const manager = page.getByTestId('manager-phone');
  await sendMail(play, { to: 'u_amy@jianghai.example' });
  await manager.getByTestId('staff-mail-open').click();
  await manager.getByText('企业邮箱 u_amy@jianghai.example').waitFor();
  await play.control('hold', { userid: 'u_ben' });
  await manager.getByTestId('staff-mail-screen').waitFor({ state: 'detached' });
  await manager.getByTestId('staff-mail-open').click();
  await manager.getByText('还没有邮件。').waitFor();
});

test.each([320, 390, 430])('the phone is %i wide, and so is the page in it', async (width) => {
  const { page, phone, frame, openMini } = desk;
  await page.getByTestId(`width-${width}`).click();
  await openMini();
  await frame.locator('#at', { hasText: 'pages/home/home' }).waitFor();
  expect(await phone.getByTestId('page-frame').evaluate((element) => element.getBoundingClientRect().width)).toBe(width);
});
