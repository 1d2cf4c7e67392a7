import fc from 'fast-check';
import { cleanName, greetingAt, inWeekOrder, remainingOffers, renderText, type Values } from '../../server/content/content.rules.ts';
import { bytesOf, clipBytes } from '../../server/platform/bytes.ts';
import { starterContent } from '../../server/content/starterContent.ts';

const values: Values = { customerName: '小林', staffName: '陈安琪', branchName: '外滩支行', weekOffers: '周四 咖啡', greeting: '早上好', privacyLink: 'https://bank.example/privacy' };

test.each([
  ['{问候}，{客户昵称}', '早上好，小林'],
  ['我是{网点}的{客户经理}', '我是外滩支行的陈安琪'],
  ['{本周权益}\n{隐私说明}', '周四 咖啡\nhttps://bank.example/privacy'],
  ['{客户昵称}{客户昵称}', '小林小林'],
  ['没有变量', '没有变量'],
  ['{别的}', '{别的}'],
])('%s reads %s', (template, text) => {
  expect(renderText(template, values)).toBe(text);
});

test('what a value brings with it is not filled again', () => {
  expect(renderText('你好 {客户昵称}', { ...values, customerName: '{客户经理}' })).toBe('你好 {客户经理}');
  expect(renderText('你好 {客户昵称}', { ...values, customerName: '$& $1' })).toBe('你好 $& $1');
});

test('a text never has more bytes than WeCom takes, and is cut between characters', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 3_000 }), fc.integer({ min: 0, max: 4_000 }), (text, limit) => {
    const clipped = clipBytes(text, limit);
    expect(bytesOf(clipped)).toBeLessThanOrEqual(limit);
    expect(text.startsWith(clipped)).toBe(true);
    expect(Buffer.from(clipped).toString()).toBe(clipped);
  }), { numRuns: 200 });
  expect(bytesOf(renderText('{客户昵称}', { ...values, customerName: '长'.repeat(2_000) }))).toBe(3_999);
});

test.each([
  ['2026-11-22T21:00:00Z', '早上好'], // 05:00
  ['2026-11-22T03:59:59Z', '早上好'], // 11:59
  ['2026-11-22T04:00:00Z', '下午好'], // 12:00
  ['2026-11-22T09:59:59Z', '下午好'], // 17:59
  ['2026-11-22T10:00:00Z', '晚上好'], // 18:00
  ['2026-11-22T20:59:59Z', '晚上好'], // 04:59
])('at %s it says %s', (at, greeting) => {
  expect(greetingAt(new Date(at))).toBe(greeting);
});

const offers = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, hours: '10:00–20:00', title: `权益${weekday}` }));

test('the week goes from Monday to Sunday', () => {
  expect(inWeekOrder(offers).map((each) => each.weekday)).toEqual([1, 2, 3, 4, 5, 6, 0]);
});

test.each([
  ['2026-11-23T02:00:00Z', 7, '周一'], // Monday
  ['2026-11-26T02:00:00Z', 4, '周四'],
  ['2026-11-22T02:00:00Z', 1, '周日'], // Sunday
  ['2026-11-22T16:30:00Z', 7, '周一'], // Monday 00:30 in Shanghai
])('at %s %d offers are left, from %s', (at, count, first) => {
  const lines = remainingOffers(offers, new Date(at)).split('\n');
  expect(lines).toHaveLength(count);
  expect(lines[0]).toMatch(new RegExp(`^${first} 10:00–20:00 权益`));
  expect(lines.at(-1)).toBe('周日 10:00–20:00 权益0');
});

test('no offers left says so', () => {
  expect(remainingOffers([], new Date())).toBe('每周更新，敬请留意');
});

test.each([['小林', '小林'], ['  a\nb\t c ', 'a b c'], ['\u202e反转', '反转'], ['', ''], ['👨‍👩‍👧', '👨‍👩‍👧'], ['字'.repeat(60), '字'.repeat(40)]])('the name %j becomes %j', (name, clean) => {
  expect(cleanName(name)).toBe(clean);
});

const welcomes = starterContent.filter((each) => each.kind === 'welcome');

test('the starter welcomes: known variables, within WeCom\'s sizes with the longest names, and each with the way to the privacy notice', () => {
  const long: Values = { customerName: '昵'.repeat(40), staffName: '名'.repeat(40), branchName: '行'.repeat(40), weekOffers: remainingOffers(starterContent.filter((each) => each.kind === 'offer').map((each) => ({ weekday: each.weekday ?? 0, hours: each.hours, title: each.title })), new Date('2026-11-23T02:00:00Z')), greeting: '早上好', privacyLink: `https://${'a'.repeat(200)}.example/privacy` };
  for (const welcome of welcomes) {
    expect(renderText(welcome.text, long)).not.toMatch(/[{}]/);
    expect(bytesOf(renderText(welcome.text, long))).toBeLessThan(3_000);
    expect(welcome.text.includes('{隐私说明}') || welcome.attachments.some((each) => each.kind === 'link' && each.path === '/privacy')).toBe(true);
    for (const each of welcome.attachments) {
      if (each.kind === 'link') expect([bytesOf(each.title) <= 128, bytesOf(each.description) <= 512]).toEqual([true, true]);
      if (each.kind === 'miniprogram') expect(bytesOf(each.title)).toBeLessThanOrEqual(64);
    }
  }
  expect(welcomes.map((each) => each.attachments.map((one) => one.kind))).toEqual([['miniprogram'], ['link'], []]);
});

test('no starter content speaks of financial products, promises or lotteries', () => {
  for (const { title, text } of starterContent) expect(`${title}${text}`).not.toMatch(/理财|基金|收益|保本|利率|存款|贷款|抽奖|返现|最|第一|！/);
});

test('the offers fill a week', () => {
  expect(starterContent.filter((each) => each.kind === 'offer').map((each) => each.weekday).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
