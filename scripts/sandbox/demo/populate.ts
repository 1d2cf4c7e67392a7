import { seededChance, type Chance } from '../chance.ts';
import type { Sandbox } from '../sandbox.ts';
import { membersOfWay, putRelation, type ContactWay, type Customer, type Member, type Relation } from '../state.ts';
import { addCustomer } from './corp.ts';
import { nicknameEnds, nicknames, surnames } from './names.ts';

const daySeconds = 86_400;
const onTheSpotSeconds = 600;
/** Asia/Shanghai has no summer time. */
const zoneSeconds = 8 * 3_600;
const throughCodes = 0.7;
const oneWay = 0.06;
const twoManagers = 0.08;
const remarked = 0.45;
const withMobile = 0.35;
const tagged = 0.66;
/** People whose WeChat account no open platform has told us: only a phone number can join the two. */
const noUnionid = 0.12;
/** Search, card, group chat, phone contact, shared by a colleague, by chance so often (contract 4.1). */
const otherWays: [addWay: number, weight: number][] = [[2, 5], [3, 4], [4, 3], [6, 3], [13, 2], [201, 1]];
/** When people come into a branch or look at their phones: hour of the day and how often. */
const hours: [hour: number, weight: number][] = [[8, 1], [9, 4], [10, 6], [11, 5], [12, 3], [13, 3], [14, 5], [15, 6], [16, 5], [17, 3], [18, 2], [19, 2], [20, 2], [21, 1]];
const remarkEnds = ['', '先生', '女士', '（网点）', '（理财）', '（代发）', '（转介）'];

export interface PopulateInput { seed: number; customers: number; days: number }

/** Contacts with a past: the same for the same seed, corp and codes. No callbacks, as if they had been there before the app. */
export function populate(sandbox: Sandbox, { seed, customers, days }: PopulateInput): { customers: number; relations: number } {
  const { state } = sandbox;
  const chance = seededChance(seed * 7_919 + state.customers.size);
  const ofPhones = seededChance(seed * 104_729 + state.customers.size);
  const nowSeconds = sandbox.clock.nowSeconds();
  const times = Array.from({ length: customers }, pastTime(chance, nowSeconds, days)).sort((a, b) => a - b);
  const ways = [...state.contactWays.values()].filter((way) => !way.is_temp && membersOfWay(state, way).length > 0);
  const members = [...state.members.values()].filter((member) => member.canAddCustomers && member.activated);
  let relations = 0;
  for (const createtime of times) {
    const customer = addCustomer(state, ofPhones, {
      name: chance.pick(nicknames) + chance.pick(nicknameEnds), gender: chance.happens(0.04) ? 0 : 1 + chance.below(2), id: `wm${chance.text(30)}`, withoutUnionid: ofPhones.happens(noUnionid),
    });
    const way = ways.length > 0 && chance.happens(throughCodes) ? chance.pickBy(ways, weightOf) : undefined;
    const first = chance.pick(way ? membersOfWay(state, way) : members);
    putRelation(state, relation(sandbox, chance, customer, first, createtime, way));
    relations += 1;
    if (!chance.happens(twoManagers)) continue;
    const others = members.filter((member) => member.userid !== first.userid);
    putRelation(state, relation(sandbox, chance, customer, chance.pick(others), laterTime(chance, createtime, nowSeconds), undefined));
    relations += 1;
  }
  return { customers, relations };
}

/** Some codes hang at the door, others in a corner. */
const weightOf = (way: ContactWay) => 1 + (way.state.length + way.remark.length) % 4;

/** More on weekdays and in recent weeks; never in the future. */
function pastTime(chance: Chance, nowSeconds: number, days: number) {
  const today = startOfDay(nowSeconds);
  const newest = openHours(today, nowSeconds).length > 0 ? today : today - daySeconds;
  const all = Array.from({ length: days }, (_, ago) => {
    const start = newest - ago * daySeconds;
    const weekday = (Math.floor((start + zoneSeconds) / daySeconds) + 4) % 7; // 1970-01-01 was a Thursday
    const openShare = total(openHours(start, nowSeconds)) / total(hours);
    return { start, weight: openShare * (weekday === 0 || weekday === 6 ? 0.45 : 1) * (1.6 - (1.2 * ago) / days) };
  });
  return () => openTime(chance, chance.pickBy(all, ({ weight }) => weight).start, nowSeconds);
}

/** Some day after the first manager; the colleague is added on the spot where that day leaves no time. */
function laterTime(chance: Chance, createtime: number, nowSeconds: number): number {
  const day = startOfDay(createtime + Math.floor(chance.next() * (nowSeconds - createtime)));
  const at = openHours(day, nowSeconds).length > 0 ? openTime(chance, day, nowSeconds) : 0;
  return at > createtime ? at : Math.min(nowSeconds, createtime + onTheSpotSeconds);
}

const startOfDay = (seconds: number) => seconds - ((seconds + zoneSeconds) % daySeconds);
const total = (list: typeof hours) => list.reduce((sum, [, weight]) => sum + weight, 0);
/** The hours of a day that have begun. */
const openHours = (start: number, nowSeconds: number) => hours.filter(([hour]) => start + hour * 3_600 < nowSeconds);

function openTime(chance: Chance, start: number, nowSeconds: number): number {
  const [hour] = chance.pickBy(openHours(start, nowSeconds), ([, weight]) => weight);
  const from = start + hour * 3_600;
  return from + chance.below(Math.min(3_600, nowSeconds - from));
}

function relation(sandbox: Sandbox, chance: Chance, { externalUserid, phone }: Customer, member: Member, createtime: number, way: ContactWay | undefined): Relation {
  const isRemarked = chance.happens(remarked);
  const tags = [...sandbox.state.tags.values()].filter(({ deleted }) => !deleted);
  const wanted = chance.happens(tagged) ? 1 + chance.below(3) : 0;
  return {
    userid: member.userid, externalUserid, createtime, remark: isRemarked ? chance.pick(surnames) + chance.pick(remarkEnds.slice(1)) : '',
    description: isRemarked && chance.happens(0.3) ? '网点办理业务时认识' : '', remarkCompany: '',
    remarkMobiles: isRemarked && chance.happens(withMobile) ? [phone] : [],
    tagIds: tags.length > 0 ? [...new Set(Array.from({ length: wanted }, () => chance.pick(tags).id))] : [],
    addWay: way ? 1 : chance.pickBy(otherWays, ([, weight]) => weight)[0], operUserid: externalUserid, state: way?.state ?? '',
    twoWay: !chance.happens(oneWay), half: false,
  };
}
