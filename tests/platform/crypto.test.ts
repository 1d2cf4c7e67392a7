import fc from 'fast-check';
import { config } from '../../server/platform/config.ts';
import { blindIndex, sameSecret, seal, sha256, unseal } from '../../server/platform/crypto.ts';

test('what is sealed opens again, and reads differently each time', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    const [one, other] = [seal(text, 'Customer.phone'), seal(text, 'Customer.phone')];
    return unseal(one, 'Customer.phone') === text && one !== other && one.startsWith('t1.');
  }));
});

test('a sealed value that was changed or moved to another field does not open', () => {
  const sealed = seal('13900000001', 'Customer.phone');
  expect(() => unseal(sealed, 'Customer.idNumber')).toThrow();
  const parts = sealed.split('.');
  const tampered = [...parts.slice(0, 3), `A${parts[3]?.slice(1)}`].join('.');
  expect(tampered === sealed || (() => { try { return unseal(tampered, 'Customer.phone') !== '13900000001'; } catch { return true; } })()).toBe(true);
  expect(() => unseal(sealed.replace(/^t1/, 't9'), 'Customer.phone')).toThrow('no field key t9');
});

test('after a change of keys the first one seals, and what the older ones sealed still opens', () => {
  const before = config.FIELD_KEYS;
  const old = seal('13900000001', 'Customer.phone');
  config.FIELD_KEYS = [{ id: 't2', key: Buffer.alloc(32, 8) }, ...before];
  const fresh = seal('13900000001', 'Customer.phone');
  expect([old.startsWith('t1.'), fresh.startsWith('t2.')]).toEqual([true, true]);
  expect([unseal(old, 'Customer.phone'), unseal(fresh, 'Customer.phone')]).toEqual(['13900000001', '13900000001']);
  expect(() => unseal(fresh.replace(/^t2/, 't1'), 'Customer.phone')).toThrow();
  config.FIELD_KEYS = before;
  expect(() => unseal(fresh, 'Customer.phone')).toThrow('no field key t2');
});

test('a blind index is equal for equal values of one field only', () => {
  expect(blindIndex('13900000001', 'phone')).toBe(blindIndex('13900000001', 'phone'));
  expect(blindIndex('13900000001', 'phone')).not.toBe(blindIndex('13900000001', 'idNumber'));
  expect(blindIndex('13900000001', 'phone')).not.toBe(blindIndex('13900000002', 'phone'));
});

test('known answers', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sameSecret('a', 'a')).toBe(true);
  expect(sameSecret('a', 'b')).toBe(false);
  expect(sameSecret('a', 'ab')).toBe(false);
});
