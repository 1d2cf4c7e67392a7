import { baseUrl, useServer } from '../support/harness.ts';

useServer();

test('the notice is a page for anyone, in Chinese, with its version and without scripts', async () => {
  const response = await fetch(`${baseUrl}/privacy`);
  const html = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  for (const words of ['lang="zh-CN"', '隐私说明', '江海银行', '第 2 版', '您的权利', '未经您同意，不向您发送营销信息']) expect(html).toContain(words);
  expect(html).not.toMatch(/<script|https?:\/\//);
});
