import fc from 'fast-check';
import { arrivalOf, contentKey, readCallback } from '../../server/wecom/callback.rules.ts';
import type { XmlFields } from '../../server/wecom/callbackXml.rules.ts';
import { anAdd, innerXml, type EventFields } from '../support/wecomBuilders.ts';

const receivedAt = new Date('2026-11-22T02:00:00Z');
const reading = (change: EventFields, without: string[] = []) => {
  const fields = anAdd(change);
  for (const name of without) delete fields[name];
  return readCallback(arrivalOf(innerXml(fields), receivedAt));
};
const at = new Date(1_700_000_000_000);
const contact = { kind: 'contact', userid: 'u_amy', externalUserid: 'wmSandbox0001', at };

test('the order of the fields makes no difference to the key, any change of a field does', () => {
  const fields = fc.dictionary(fc.constantFrom('UserID', 'State', 'CreateTime', 'ChangeType', 'Event'), fc.string(), { minKeys: 2, noNullPrototype: true });
  fc.assert(fc.property(fields, fc.string(), (message, other) => {
    const reversed = Object.fromEntries(Object.entries(message).reverse());
    expect(contentKey(reversed)).toBe(contentKey(message));
    const [name = ''] = Object.keys(message);
    if (message[name] !== other) expect(contentKey({ ...message, [name]: other })).not.toBe(contentKey(message));
  }));
});

test('a field and its neighbour cannot be taken for each other', () => {
  const messages: XmlFields[] = [{ a: 'b', c: 'd' }, { a: 'b","c', d: '' }, { a: ['b', 'c'] }, { a: { b: 'c' } }, { a: 'b' }];
  const keys = messages.map((message) => contentKey(message));
  expect(new Set(keys).size).toBe(5);
});

test('two adds of one customer a second apart are two facts', () => {
  const [first, second] = [1_700_000_000, 1_700_000_001].map((CreateTime) => arrivalOf(innerXml(anAdd({ CreateTime })), receivedAt)._id);
  expect(first).not.toBe(second);
});

test.each([
  [{}, [], { ...contact, fact: { kind: 'added', half: false, state: 'ch_01', welcomeCode: 'wc_demo_1' } }],
  [{}, ['State', 'WelcomeCode'], { ...contact, fact: { kind: 'added', half: false, state: null, welcomeCode: null } }],
  [{ State: '' }, [], { ...contact, fact: { kind: 'added', half: false, state: null, welcomeCode: 'wc_demo_1' } }],
  [{ ChangeType: 'add_half_external_contact' }, [], { ...contact, fact: { kind: 'added', half: true, state: 'ch_01', welcomeCode: 'wc_demo_1' } }],
  [{ ChangeType: 'edit_external_contact' }, [], { ...contact, fact: { kind: 'edited', state: 'ch_01' } }],
  [{ ChangeType: 'del_external_contact' }, [], { ...contact, fact: { kind: 'removed', by: 'staff', byTransfer: false } }],
  [{ ChangeType: 'del_external_contact', Source: 'DELETE_BY_TRANSFER' }, [], { ...contact, fact: { kind: 'removed', by: 'staff', byTransfer: true } }],
  [{ ChangeType: 'del_follow_user' }, [], { ...contact, fact: { kind: 'removed', by: 'customer', byTransfer: false } }],
  [{ CreateTime: 'soon' }, [], { ...contact, at: receivedAt, fact: { kind: 'added', half: false, state: 'ch_01', welcomeCode: 'wc_demo_1' } }],
  [{}, ['UserID'], { kind: 'unreadable' }],
  [{ ExternalUserID: '' }, [], { kind: 'unreadable' }],
  [{ UserID: 'a b' }, [], { kind: 'unreadable' }],
  [{ UserID: 'u'.repeat(65) }, [], { kind: 'unreadable' }],
  [{ ChangeType: 'transfer_fail' }, [], { kind: 'unknownEvent' }],
  [{ ChangeType: 'toString' }, [], { kind: 'unknownEvent' }],
  [{ Event: 'customer_acquisition', ChangeType: 'del_follow_user' }, [], { kind: 'unknownEvent' }],
  [{ Event: 'change_external_tag' }, [], { kind: 'unknownEvent' }],
])('%j without %j', (change, without, expected) => {
  expect(reading(change as EventFields, without)).toEqual(expected);
});

test('two values where one belongs make it unreadable', () => {
  const twice = innerXml(anAdd()).replace('<UserID>', '<UserID>u_ben</UserID><UserID>');
  expect(readCallback(arrivalOf(twice, receivedAt))).toEqual({ kind: 'unreadable' });
});

test('an inner text that is no XML is kept, cut to 4 000 characters', () => {
  expect(arrivalOf('x'.repeat(9_000), receivedAt)).toMatchObject({ state: 'unreadable', event: '', message: { raw: 'x'.repeat(4_000) } });
});
