import ExcelJS from 'exceljs';
import { InviteEvent } from '../../server/referral/inviteEvent.model.ts';
import { aSignedIn, aTree, type SignedIn } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { baseUrl, useServer } from '../support/harness.ts';
import { aCampaign, anInvite } from '../support/referralBuilders.ts';
import type { InviteCodeRow } from '../../server/referral/inviteCode.model.ts';

useServer();
useCodeWecom();
let [east, south]: SignedIn[] = [];
let invite: InviteCodeRow;
beforeAll(async () => {
  await aTree();
  east = await aSignedIn({ place: 'east', roles: ['supervisor'] });
  south = await aSignedIn({ place: 'south', roles: ['supervisor'] });
  await aSignedIn({ userid: 'u_amy', name: '陈安琪', place: 'bund' });
});
beforeEach(async () => { invite ??= await anInvite('u_amy', await aCampaign({ name: '冬季拓客', from: '2026-01-01', to: '2030-12-31' })); });
const get = (path: string, who?: SignedIn) => fetch(`${baseUrl}${path}`, { redirect: 'manual', headers: who ? { cookie: `guanhu=${who.token}` } : {} });

test('a link leads into the mini-program with code and sharer, and is counted', async () => {
  const response = await get(`/i/${invite.code}?via=c1`);
  expect([response.status, response.headers.get('location')]).toEqual([302, `/m/#/pages/invite/accept?code=${invite.code}&via=c1`]);
  expect(await InviteEvent.find({ inviteId: invite._id, kind: 'clicked' }).lean()).toMatchObject([{ via: 'c1', customerId: null }]);
});

test('a wrong code leads to the page that says so, and counts nothing; nothing of the address gets out of its place', async () => {
  const before = await InviteEvent.countDocuments();
  const response = await get(`/i/${encodeURIComponent('x&via=evil"><script>')}?via[$ne]=1`);
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe(`/m/#/pages/invite/accept?${new URLSearchParams({ code: 'x&via=evil"><script>' }).toString()}`);
  expect(await InviteEvent.countDocuments()).toBe(before);
});

test('the workbook holds what is seen, with filter and time', async () => {
  const response = await get(`/referral/invites.xlsx?campaignId=${invite.campaignId}`, east);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  const rows = book.getWorksheet('邀请码')?.getSheetValues().slice(1) as (string | number)[][]; // row by row, cells from 1
  expect(rows[0]?.[1]).toMatch(/^导出时间 \d{4}-\d\d-\d\d \d\d:\d\d$/);
  expect(rows[1]?.[1]).toBe('筛选：活动「冬季拓客」');
  expect(rows[3]?.[7]).toBe('2030-12-31 23:59');
  expect(rows[2]?.slice(1, 5)).toEqual(['客户经理', '机构', '活动', '邀请码']);
  expect(rows.slice(3).map((row) => row.slice(1, 5))).toEqual([['陈安琪', '外滩支行', '冬季拓客', invite.code.match(/.{4}/g)?.join('-')]]);
});

test('another branch’s workbook is empty; nobody: 401; a customer’s filter with operators: 400', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await (await get('/referral/invites.xlsx', south)).arrayBuffer());
  expect(book.getWorksheet('邀请码')?.rowCount).toBe(3);
  expect((await get('/referral/invites.xlsx')).status).toBe(401);
  expect((await get('/referral/invites.xlsx?state=old', east)).status).toBe(400);
  expect((await get('/referral/invites.xlsx?campaignId[$ne]=x', east)).status).toBe(400);
});

test('the mini-program code: nobody 401, another branch 404', async () => {
  expect((await get(`/referral/mini-codes/${invite._id}`)).status).toBe(401);
  expect((await get(`/referral/mini-codes/${invite._id}`, south)).status).toBe(404);
});
