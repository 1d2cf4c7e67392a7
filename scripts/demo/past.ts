import { createHmac } from 'node:crypto';
import type { BankEvent } from '../../shared/bank/bankEvent.contract.ts';
import { createBankKey } from '../../server/bank/createBankKey.ts';
import { BankKey } from '../../server/bank/bankKey.model.ts';
import { Customer, type CustomerRow } from '../../server/customers/customer.model.ts';
import { recordVerifiedPhone } from '../../server/customers/recordVerifiedPhone.ts';
import { Staff, type StaffRow } from '../../server/org/staff.model.ts';
import { setTargets } from '../../server/performance/setTargets.ts';
import type { StaffActor } from '../../server/platform/actor.ts';
import { businessTime, now } from '../../server/platform/clock.ts';
import { inTransaction, type Tx } from '../../server/platform/mongo.ts';
import { call } from '../../server/platform/operation.ts';
import { seededChance, type Chance } from '../sandbox/chance.ts';
import { bankEvents, type Account } from './bankEvents.ts';
import { invitePast } from './invitePast.ts';

export type Bar = (title: string, done: number, total: number) => void;
type Contact = Pick<CustomerRow, '_id' | 'externalUserid' | 'follows' | 'facts' | 'phone'>;

const verifiedShare = 0.55;
const strangers = 40;
const minuteMs = 60_000;
const perPage = 25;
const perCall = 1_000;

/** Ninety days of a bank's life on top of its contacts: invitations used, phones verified, what the bank's systems told, targets. */
export async function livePast({ actor, sandboxUrl, serverUrl, bar }: { actor: StaffActor; sandboxUrl: string; serverUrl: string; bar: Bar }): Promise<void> {
  const chance = seededChance(20_261);
  const contacts = await Customer.find({ externalUserid: { $ne: null }, mergedInto: null }, { externalUserid: 1, follows: 1, facts: 1, phone: 1 }).sort({ lastAddedAt: 1, _id: 1 }).lean<Contact[]>();
  await eachPage('邀请与扫码', contacts, bar, (contact, tx) => invitePast(contact._id, contact.facts.holder?.userid ?? '', sinceOf(contact), chance, tx));
  const verified = contacts.filter((contact) => contact.phone !== null || chance.happens(verifiedShare));
  const phones = await phonesOf(sandboxUrl);
  await eachPage('手机号验证', verified, bar, async (contact, tx) => {
    const phone = phones.get(contact.externalUserid ?? '');
    if (contact.phone === null && phone) await recordVerifiedPhone({ customerId: contact._id, phone, key: `demo:${contact._id}`, at: new Date(Math.min(now().getTime(), sinceOf(contact).getTime() + (2 + chance.below(600)) * minuteMs)) }, tx);
  });
  await tellBank(await accountsOf(verified, phones), chance, actor, serverUrl, bar);
  await targets(actor, chance);
}

const sinceOf = ({ follows }: Contact): Date => follows.map(({ addedAt }) => addedAt ?? now()).reduce((first, at) => (at < first ? at : first), now());

async function eachPage<Row>(title: string, rows: readonly Row[], bar: Bar, work: (row: Row, tx: Tx) => Promise<void>): Promise<void> {
  for (let from = 0; from < rows.length; from += perPage) {
    await inTransaction(async (tx) => { for (const row of rows.slice(from, from + perPage)) await work(row, tx); });
    bar(title, Math.min(from + perPage, rows.length), rows.length);
  }
}

/** The numbers of the people in the sandbox. */
async function phonesOf(sandboxUrl: string): Promise<Map<string, string>> {
  const { customers } = await (await fetch(`${sandboxUrl}/sandbox/state`)).json() as { customers: { externalUserid: string; phone: string }[] };
  return new Map(customers.filter(({ phone }) => phone).map(({ externalUserid, phone }) => [externalUserid, phone]));
}

async function accountsOf(contacts: readonly Contact[], phones: ReadonlyMap<string, string>): Promise<Account[]> {
  const staff = await Staff.find({}, { employeeNo: 1 }).lean<Pick<StaffRow, '_id' | 'employeeNo'>[]>();
  const employeeNos = new Map(staff.map((row) => [row._id, row.employeeNo]));
  return contacts.flatMap((contact, index) => {
    const phone = phones.get(contact.externalUserid ?? '');
    return phone ? [{ bankCustomerNo: `62${String(index + 1).padStart(10, '0')}`, phone, since: sinceOf(contact), employeeNo: employeeNos.get(contact.facts.holder?.userid ?? '') ?? null }] : [];
  });
}

async function tellBank(accounts: Account[], chance: Chance, actor: StaffActor, serverUrl: string, bar: Bar): Promise<void> {
  const admin: StaffActor = { ...actor, roles: ['admin'] };
  if (await BankKey.exists({ name: demoKey })) return;
  const { id, secret } = await call(createBankKey, { name: demoKey }, { actor: admin });
  const events = bankEvents([...accounts, ...unknownPeople(chance)], now(), chance);
  for (let from = 0; from < events.length; from += perCall) {
    await send(events.slice(from, from + perCall), { id, secret }, serverUrl);
    bar('银行事件', Math.min(from + perCall, events.length), events.length);
  }
}

const demoKey = '核心系统（演示）';

/** Customers of the bank who have not come to WeCom yet: their events wait. */
const unknownPeople = (chance: Chance): Account[] => Array.from({ length: strangers }, (_, index) => (
  { bankCustomerNo: `63${String(index + 1).padStart(10, '0')}`, phone: `1779999${String(index).padStart(4, '0')}`, since: new Date(now().getTime() - chance.below(60) * 86_400_000), employeeNo: null }
));

async function send(events: BankEvent[], { id, secret }: { id: string; secret: string }, serverUrl: string): Promise<void> {
  const body = JSON.stringify({ events });
  const timestamp = String(Math.floor(now().getTime() / 1_000));
  const response = await fetch(`${serverUrl}/api/bank.ingestEvents`, {
    method: 'POST', body,
    headers: { 'content-type': 'application/json', 'x-guanhu-key-id': id, 'x-guanhu-timestamp': timestamp, 'x-guanhu-signature': createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex') },
  });
  if (!response.ok) throw new Error(`银行事件没有收下：${await response.text()}`);
}

/** For this month and the two before it. */
async function targets(actor: StaffActor, chance: Chance): Promise<void> {
  const managers = await Staff.find({ roles: 'manager', status: 'active', canAddCustomers: true }, { _id: 1 }).sort({ _id: 1 }).lean<{ _id: string }[]>();
  for (const monthsAgo of [0, 1, 2]) {
    const month = businessTime(now()).subtract(monthsAgo, 'month').format('YYYY-MM');
    const rows = managers.map(({ _id: userid }) => ({ userid, values: { added: 15 + chance.below(15), registered: 8 + chance.below(10), confirmed: 4 + chance.below(7), aumFen: (80 + chance.below(150)) * 1_000_000 } }));
    if (rows.length > 0) await call(setTargets, { month, rows }, { actor });
  }
}
