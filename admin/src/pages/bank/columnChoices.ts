import { eventColumnNames, eventColumns, neededEventColumns, type EventColumn } from '../../../../shared/bank/fileConstants.ts';
import type { Api } from '../../../../shared/api.ts';
import type { FileInFull } from './bankQueries.ts';

type Mapping = Parameters<Api['bank']['startUpload']>[0]['mapping'];
/** What each column of a file holds, by its place. */
export type Choices = readonly (EventColumn | undefined)[];

/** The same amount in its two units: a file gives it in one of them. */
const twins: Partial<Record<EventColumn, EventColumn>> = { amountFen: 'amountYuan', amountYuan: 'amountFen', balanceFen: 'balanceYuan', balanceYuan: 'balanceFen' };

export const choicesOf = ({ columns, mapping }: Pick<FileInFull, 'columns' | 'mapping'>): Choices =>
  columns.map((_, index) => eventColumns.find((field) => mapping[field] === index));

/** A field is in one column only: chosen anew, it leaves the other. */
export const choose = (choices: Choices, at: number, field: EventColumn | undefined): Choices =>
  choices.map((each, index) => (index === at ? field : field && (each === field || each === twins[field]) ? undefined : each));

export const missingNames = (choices: Choices): string[] => neededEventColumns.filter((field) => !choices.includes(field)).map((field) => eventColumnNames[field]);

/** The choices as the server takes them, once nothing is missing. */
export function mappingOf(choices: Choices): Mapping | undefined {
  const at = Object.fromEntries(choices.flatMap((field, index) => (field ? [[field, index]] : []))) as Partial<Mapping>; // places by field name
  const { eventId, type, occurredAt, bankCustomerNo, ...others } = at;
  if (eventId === undefined || type === undefined || occurredAt === undefined || bankCustomerNo === undefined) return undefined;
  return { eventId, type, occurredAt, bankCustomerNo, ...others };
}
