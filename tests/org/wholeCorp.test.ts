import { createSandbox, type RunningSandbox } from '../../scripts/sandbox/createSandbox.ts';
import { config } from '../../server/platform/config.ts';
import { Progress } from '../../server/platform/progress.ts';
import { Staff } from '../../server/org/staff.model.ts';
import { post, useServer, workOff } from '../support/harness.ts';
import { visit } from '../support/orgBuilders.ts';

useServer();

let sandbox: RunningSandbox;
const before = { ...config };
beforeAll(async () => {
  sandbox = await createSandbox({ trustedDomains: ['guanhu.test'] });
  Object.assign(config, { WECOM_API_BASE: sandbox.url, WECOM_LOGIN_BASE: sandbox.url, WECHAT_OAUTH_BASE: sandbox.url, FIRST_ADMIN_USERIDS: ['u_admin'] });
});
afterAll(async () => {
  Object.assign(config, before);
  await sandbox.close();
});

/** Scans the page's code with this member's phone, as the demo's login page does; gives the session's token. */
async function signIn(userid: string): Promise<string> {
  const page = await visit('/auth/sign-in?next=/admin/');
  const asked = new URL(page.location).searchParams;
  expect((await fetch(page.location)).status).toBe(200);
  const confirmed = await fetch(`${sandbox.url}/wwlogin/sso/confirm`, {
    method: 'POST', redirect: 'manual',
    body: new URLSearchParams({ userid, redirect_uri: asked.get('redirect_uri') ?? '', state: asked.get('state') ?? '' }),
  });
  const back = new URL(confirmed.headers.get('location') ?? '');
  expect(back.origin).toBe('http://guanhu.test');
  const landed = await visit(back.pathname + back.search, { cookies: { 'guanhu-signin': page.cookies.get('guanhu-signin')?.value ?? '' } });
  return landed.cookies.get('guanhu')?.value ?? '';
}

test('from an empty installation to a manager who signs in', async () => {
  const token = await signIn('u_admin');
  const { body: { progressId } } = await post('org.startSync', {}, { token });
  await workOff();
  expect(await Progress.findById(progressId).lean()).toMatchObject({ state: 'done', reason: null });

  const { rows } = (await post('org.listDepartments', {}, { token })).body;
  expect(rows).toHaveLength(sandbox.state.departments.size);
  expect(rows[0]).toMatchObject({ id: 1, name: '江海银行', kind: 'headquarters', staffCount: sandbox.state.members.size });
  expect(rows).toContainEqual(expect.objectContaining({ id: 21, name: '外滩支行', path: '/1/2/21/', kind: 'subBranch' }));

  expect(await Staff.findById('u_admin').lean()).toMatchObject({ roles: ['admin'], departmentPath: '/1/' });
  expect(await Staff.findById('u_sup_east').lean()).toMatchObject({ roles: expect.arrayContaining(['supervisor']), departmentPath: '/1/2/' });
  expect(await post('org.getSession', {}, { token: await signIn('u_amy') })).toMatchObject({ status: 200, body: { name: '陈安琪', roles: ['manager'], departmentName: '外滩支行' } });
});
