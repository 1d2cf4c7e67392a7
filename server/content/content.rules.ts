import { smsVariableNames, smsVariables, weekdayNames, welcomeVariableNames, welcomeVariables, type SmsVariable, type WelcomeVariable } from '../../shared/content/constants.ts';
import { clipBytes } from '../platform/bytes.ts';
import { businessTime } from '../platform/clock.ts';

export type Values = Record<WelcomeVariable, string>;

/** WeCom: a welcome's text has at most 4 000 bytes, contract 4.3. */
export const maxTextBytes = 4_000;
const maxNameLength = 40;

const namesOf = <Variable extends string>(variables: readonly Variable[], names: Record<Variable, string>) => new Map(variables.map((variable) => [names[variable], variable]));
const inWelcomes = namesOf(welcomeVariables, welcomeVariableNames);
const inSms = namesOf(smsVariables, smsVariableNames);
const placeholder = /\{([^{}\n]{1,20})\}/g;

/** Fills the variables once: what a value brings with it stays plain text. */
const fill = <Variable extends string>(template: string, names: Map<string, Variable>, values: Partial<Record<Variable, string>>): string =>
  template.replace(placeholder, (whole, name: string) => {
    const variable = names.get(name);
    return (variable && values[variable]) ?? whole;
  });

export const renderText = (template: string, values: Partial<Values>): string => clipBytes(fill(template, inWelcomes, values), maxTextBytes);

export const renderSms = (template: string, values: Record<SmsVariable, string>): string => fill(template, inSms, values);

/** A nickname is anything a person has typed: one line, no control characters, no endless length. */
export const cleanName = (name: string): string =>
  [...name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => (sign === '\u200d' ? sign : ' ')).replace(/\s+/g, ' ').trim()].slice(0, maxNameLength).join('');

/** By the hour of business time: until noon, until six, and after. */
export function greetingAt(at: Date): string {
  const hour = businessTime(at).hour();
  if (hour >= 5 && hour < 12) return '早上好';
  return hour >= 12 && hour < 18 ? '下午好' : '晚上好';
}

const fromMonday = (weekday: number): number => (weekday + 6) % 7;

/** Monday first. */
export const inWeekOrder = <T extends { weekday: number }>(offers: readonly T[]): T[] => [...offers].sort((a, b) => fromMonday(a.weekday) - fromMonday(b.weekday));

export interface WeekOffer { weekday: number; hours: string; title: string }

/** What this week still holds, from today to Sunday, a line each. */
export function remainingOffers(offers: readonly WeekOffer[], at: Date): string {
  const today = fromMonday(businessTime(at).day());
  const left = inWeekOrder(offers).filter((offer) => fromMonday(offer.weekday) >= today);
  if (left.length === 0) return '每周更新，敬请留意';
  return left.map(({ weekday, hours, title }) => `${weekdayNames[weekday] ?? ''} ${hours} ${title}`).join('\n');
}
