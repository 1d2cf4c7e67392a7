import { phoneCodeOf } from '../../server/customers/phoneCode.ts';
import { Customer } from '../../server/customers/customer.model.ts';
import { PhoneChallenge } from '../../server/customers/phoneChallenge.model.ts';
import { randomBelow } from '../../server/platform/chance.ts';
import { config } from '../../server/platform/config.ts';
import { phoneIndex } from '../../server/platform/phone.ts';
import { redis } from '../../server/platform/redis.ts';
import { InviteEvent } from '../../server/referral/inviteEvent.model.ts';
import { makeCode } from '../../server/referral/inviteText.rules.ts';
import { phoneCodeLimits } from '../../shared/customers/constants.ts';
import { inviteAlphabet, inviteCodeLength } from '../../shared/referral/constants.ts';
import { aStaff, aTree } from '../support/builders.ts';
import { useCodeWecom } from '../support/channelsBuilders.ts';
import { freezeClock, post, useServer, type HttpAnswer } from '../support/harness.ts';
import { aMember, type SignedInMember } from '../support/memberBuilders.ts';
import { anInvite } from '../support/referralBuilders.ts';
import { tell } from '../support/rounds.ts';
import { numbers } from './numbers.ts';

/** Whoever guesses codes, by 32 connections at once, over HTTP: how many guesses are judged at all, and that none is right. */
beforeAll(() => { config.TRUST_PROXY = true; }); // the proxy names the address, so that one machine can come from many
useServer();
useCodeWecom();
beforeAll(async () => {
  await aTree();
  freezeClock('2026-11-22T06:00:00.000Z');
  await aStaff({ userid: 'u_amy' });
});
beforeEach(async () => { await redis().flushdb(); });

const connections = 32;
const timeout = 60_000 + numbers.guesses * 20;
const byHalves = Math.round(numbers.guesses / 2);
const byQuarters = Math.round(numbers.guesses / 4);

let addresses = 0;
const anAddress = () => `10.${((addresses += 1) >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

/** Plays 0 … count-1, so many at once; gives the answers in the order in which they were asked. */
async function manyAtOnce<T>(count: number, lanes: number, play: (n: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (let n = next++; n < count; n = next++) answers[n] = await play(n);
  }));
  return answers;
}

type Tally = Record<string, number>;
const wordOf = ({ status, body }: HttpAnswer): string => (status === 200 ? 'found' : String(body.code));
function tallyOf(words: string[]): Tally {
  const tally: Tally = {};
  for (const word of words) tally[word] = (tally[word] ?? 0) + 1;
  return tally;
}

/** How the guesses of one kind went. The short run stays silent. */
async function timed(title: string, play: () => Promise<string[]>): Promise<string[]> {
  const startedMs = performance.now();
  const words = await play();
  const tookMs = performance.now() - startedMs;
  tell(`${title}: ${words.length} guesses in ${Math.round(tookMs / 1_000)} s (${Math.round(words.length / tookMs * 1_000)}/s), ${JSON.stringify(tallyOf(words))}`);
  return words;
}

/** As if a minute had passed: the limit of all requests of an address is not what is looked at here. */
const nextMinute = (address: string) => redis().del(`guanhu:limit:http:${address}`);
const aGuess = () => makeCode(randomBelow); // with the right check letter: else it would not be looked up

describe('invite codes', () => {
  let rightCode: string;
  beforeEach(async () => { rightCode ??= (await anInvite('u_amy')).code; });
  const guesser = (name: string, options: Parameters<typeof post>[2]) => async (code: string) => wordOf(await post(name, { code }, options));
  const peek = (address: string) => guesser('referral.peekInvite', from(address));

  test('there are more than 2^50', () => {
    expect([inviteAlphabet.length, new Set(inviteAlphabet).size, inviteCodeLength]).toEqual([31, 31, 12]);
    expect(31n ** 11n > 2n ** 54n).toBe(true);
    expect(rightCode).toMatch(/^[2-9A-HJKLMNP-TV-Z]{12}$/);
    const codes = Array.from({ length: numbers.guesses }, aGuess);
    expect(new Set(codes).size).toBe(numbers.guesses); // 100,000 of 2^54: one repeat in 5,000,000 such runs
  });

  test('one address: 20, and those under way at that moment; then nothing is looked up, the right one neither', async () => {
    const address = anAddress();
    const guess = peek(address);
    const words = await timed('invite codes, one address', () => manyAtOnce(byHalves, connections, async (n) => {
      if (n % 2_000 === 0) await nextMinute(address);
      return guess(n > 0 && n % 50 === 0 && n > 2 * connections ? rightCode : aGuess());
    }));
    const judged = words.filter((word) => word === 'referral.codeUnknown').length;
    expect(judged).toBeGreaterThanOrEqual(20);
    expect(judged).toBeLessThan(20 + connections);
    expect(tallyOf(words)).toEqual({ 'referral.codeUnknown': judged, 'referral.tooManyGuesses': byHalves - judged });
    expect(new Set(words.slice(20 + connections))).toEqual(new Set(['referral.tooManyGuesses']));
    expect(await guess(rightCode)).toBe('referral.tooManyGuesses');
    expect(await peek(anAddress())(rightCode)).toBe('found');
  }, timeout);

  test('a signed-in customer, each time from another address: the same 20', async () => {
    const { bearer } = await aMember();
    const names = ['referral.redeemInviteCode', 'referral.openInvite', 'referral.peekInvite'];
    const guess = (n: number, code: string) => guesser(names[n % names.length] ?? '', { bearer, ...from(anAddress()) })(code);
    const words = await timed('invite codes, one customer', () => manyAtOnce(byQuarters, connections, (n) => guess(n, aGuess())));
    const judged = words.filter((word) => word === 'referral.codeUnknown').length;
    expect(judged).toBeGreaterThanOrEqual(20);
    expect(judged).toBeLessThan(20 + connections);
    expect(tallyOf(words)).toEqual({ 'referral.codeUnknown': judged, 'referral.tooManyGuesses': byQuarters - judged });
    for (const n of names.keys()) expect(await guess(n, rightCode)).toBe('referral.tooManyGuesses');
    expect(await InviteEvent.countDocuments({ kind: { $in: ['redeemed', 'scanned'] } })).toBe(0);
    expect((await post('referral.redeemInviteCode', { code: rightCode }, { bearer: (await aMember()).bearer, ...from(anAddress()) })).status).toBe(200);
  }, timeout);

  test('many addresses: 20 each', async () => {
    const perAddress = 50;
    const count = byQuarters / perAddress;
    const words = await timed(`invite codes, ${count} addresses`, async () => (await manyAtOnce(count, connections, async () => {
      const guess = peek(anAddress());
      const own: string[] = [];
      while (own.length < perAddress) own.push(await guess(aGuess()));
      expect(own.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'referral.codeUnknown'));
      return own;
    })).flat());
    expect(tallyOf(words)).toEqual({ 'referral.codeUnknown': count * 20, 'referral.tooManyGuesses': count * 30 });
  }, timeout);

  test('addresses that the caller makes up before our proxy adds its own: the same 20', async () => {
    const guess = (n: number) => guesser('referral.peekInvite', { headers: { 'x-forwarded-for': `198.51.100.${n}, 203.0.113.7` } })(aGuess());
    const words: string[] = [];
    for (let n = 0; n < 40; n += 1) words.push(await guess(n));
    expect(tallyOf(words)).toEqual({ 'referral.codeUnknown': 20, 'referral.tooManyGuesses': 20 });
  });

  test('the hour begins with the twentieth wrong one, not with the first', async () => {
    const address = anAddress();
    const key = `guanhu:limit:invite:ip:${address}`;
    for (let n = 0; n < 19; n += 1) await peek(address)(aGuess());
    await redis().expire(key, 5); // as if almost an hour had passed since the first
    expect(await peek(address)(rightCode)).toBe('found');
    expect(await peek(address)(aGuess())).toBe('referral.codeUnknown');
    expect(await redis().ttl(key)).toBeGreaterThan(3_590);
    expect(await peek(address)(rightCode)).toBe('referral.tooManyGuesses');
  });
});

describe('codes by SMS', () => {
  interface Challenge { challengeId: string; right: string; bearer: string; customerId: string }
  let phones = 0;
  const aPhone = () => `139${String((phones += 1)).padStart(8, '0')}`;
  const { tries, perPhoneDay, perAddressDay, perSessionDay } = phoneCodeLimits;
  beforeAll(() => expect({ tries, perPhoneDay, perAddressDay, perSessionDay }).toEqual({ tries: 5, perPhoneDay: 10, perAddressDay: 100, perSessionDay: 10 }));

  /** Nothing where the day's codes are used up. */
  async function ask(phone: string, { bearer, customerId }: SignedInMember, address: string): Promise<Challenge | undefined> {
    const { status, body } = await post('customers.askPhoneCode', { phone }, { bearer, ...from(address) });
    if (status === 200) return { challengeId: body.challengeId, right: phoneCodeOf(body.challengeId), bearer, customerId };
    expect([status, body.code]).toEqual([429, 'customers.phoneCodeTooOften']);
    return undefined;
  }
  async function aChallenge(): Promise<Challenge> {
    const challenge = await ask(aPhone(), await aMember(), anAddress());
    if (!challenge) throw new Error('no challenge');
    return challenge;
  }
  const guess = async ({ challengeId, bearer }: Challenge, code: string) => wordOf(await post('customers.verifyPhoneCode', { challengeId, code }, { bearer, ...from(anAddress()) }));
  const wrongOf = ({ right }: Challenge, by: number) => String((Number(right) + by) % 1_000_000).padStart(6, '0');
  /** Five are wrong; once they have been answered every second one is right. */
  const guessMany = (challenge: Challenge, count: number, lanes: number) =>
    manyAtOnce(count, lanes, (n) => guess(challenge, n >= 5 + lanes && n % 2 === 0 ? challenge.right : wrongOf(challenge, 1 + (n % 999_999))));
  const expectNothingVerified = async (challenges: Challenge[]) => {
    expect(await Customer.countDocuments({ _id: { $in: challenges.map((each) => each.customerId) }, phone: { $ne: null } })).toBe(0);
    expect(await PhoneChallenge.countDocuments({ _id: { $in: challenges.map((each) => each.challengeId) }, usedAt: null, tries: 5 })).toBe(challenges.length);
  };

  test('one challenge: five are judged, then the right one is refused too', async () => {
    const challenge = await aChallenge();
    const words = await timed('SMS codes, one challenge', () => guessMany(challenge, byHalves, connections));
    expect(tallyOf(words)).toEqual({ 'customers.phoneCodeWrong': 5, 'customers.phoneCodeSpent': byHalves - 5 });
    expect(await guess(challenge, challenge.right)).toBe('customers.phoneCodeSpent');
    await expectNothingVerified([challenge]);
  }, timeout);

  test('64 at once: five are judged, exactly', async () => {
    const challenges = await Promise.all(Array.from({ length: numbers.guesses / 1_000 + 2 }, aChallenge));
    const words = await timed(`SMS codes, 64 at once on each of ${challenges.length}`, async () => {
      const all: string[] = [];
      for (const challenge of challenges) {
        const own = await Promise.all(Array.from({ length: 64 }, (_, n) => guess(challenge, wrongOf(challenge, n + 1))));
        expect(tallyOf(own)).toEqual({ 'customers.phoneCodeWrong': 5, 'customers.phoneCodeSpent': 59 });
        all.push(...own);
      }
      return all;
    });
    expect(words).toHaveLength(challenges.length * 64);
    await expectNothingVerified(challenges);
  }, timeout);

  test('one address, as many people and phones as it likes: 100 codes a day, 500 guesses judged of 1,000,000 codes', async () => {
    const address = anAddress();
    const people = await Promise.all(Array.from({ length: 12 }, () => aMember()));
    const asked = await manyAtOnce(12 * 11, connections, (n) => ask(aPhone(), people[n % 12] as SignedInMember, address)); // there are twelve
    const challenges = asked.filter((each) => each !== undefined);
    expect(challenges).toHaveLength(100);
    const each = Math.max(7, byQuarters / challenges.length);
    const words = await timed('SMS codes, one address', async () => (await manyAtOnce(challenges.length, connections, async (n) => {
      const challenge = challenges[n] as Challenge; // n is below their number
      return guessMany(challenge, each, 1);
    })).flat());
    expect(tallyOf(words)).toEqual({ 'customers.phoneCodeWrong': 500, 'customers.phoneCodeSpent': 100 * each - 500 });
    await expectNothingVerified(challenges);
  }, timeout);

  test('one phone, whoever asks from wherever: 10 codes a day, 50 guesses judged', async () => {
    const phone = aPhone();
    const challenges: Challenge[] = [];
    for (let person = 0; person < 15; person += 1) {
      await redis().del(`guanhu:limit:phoneCodeResend:${phoneIndex(phone)}`); // as if a minute had passed
      const challenge = await ask(phone, await aMember(), anAddress());
      if (challenge) challenges.push(challenge);
    }
    expect(challenges).toHaveLength(10);
    const each = byQuarters / challenges.length;
    const words = await timed('SMS codes, one phone', async () => (await Promise.all(challenges.map((challenge) => guessMany(challenge, each, 3)))).flat());
    expect(tallyOf(words)).toEqual({ 'customers.phoneCodeWrong': 50, 'customers.phoneCodeSpent': 10 * each - 50 });
    await expectNothingVerified(challenges);
  }, timeout);

  test('64 people ask at once for a code to one phone: one is sent', async () => {
    const phone = aPhone();
    const members = await Promise.all(Array.from({ length: 64 }, () => aMember()));
    const words = await Promise.all(members.map(async ({ bearer }) => wordOf(await post('customers.askPhoneCode', { phone }, { bearer, ...from(anAddress()) }))));
    expect(tallyOf(words)).toEqual({ found: 1, 'customers.phoneCodeTooOften': 63 });
  });
});
