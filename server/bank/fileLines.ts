import type { FieldIssue } from '../platform/errors.ts';
import type { TableRow } from '../platform/tableRows.ts';
import { eventColumnNames } from '../../shared/bank/fileConstants.ts';
import type { BankFileRow } from './bankFile.model.ts';
import type { FileIssueRow } from './fileIssue.model.ts';
import type { Cells, LineIssue } from './fileLine.rules.ts';
import { maskValue } from './fileMask.rules.ts';

type Columns = Pick<BankFileRow, 'columns' | 'fields'>;

/** A row's cells by field, or what is wrong with the row as a whole. */
export function cellsOf({ fields }: Pick<Columns, 'fields'>, { cells, problem }: TableRow): { cells: Cells } | { issues: LineIssue[] } {
  if (problem !== undefined) return { issues: [{ field: '', message: problem }] };
  if (cells.slice(fields.length).some((cell) => cell !== '')) return { issues: [{ field: '', message: `有 ${cells.length} 列，表头只有 ${fields.length} 列；含逗号的内容应放在引号内` }] };
  return { cells: Object.fromEntries(fields.flatMap((field, index) => (field && cells[index] ? [[field, cells[index]]] : []))) };
}

const twins: Record<string, string> = { amountFen: 'amountYuan', balanceFen: 'balanceYuan' };

/** What the list of refused lines says: the column as the file calls it, and the value masked. */
export function issueRows({ _id, columns, fields }: Columns & Pick<BankFileRow, '_id'>, row: TableRow, issues: readonly LineIssue[], at: Date): FileIssueRow[] {
  return issues.map(({ field, message }, n) => {
    const known = fields.includes(field) ? field : twins[field] ?? field;
    const index = fields.indexOf(known);
    const column = columns[index] ?? eventColumnNames[known as keyof typeof eventColumnNames] ?? known; // any field may be asked
    return { _id: `${_id}:${row.line}:${n}`, fileId: _id, line: row.line, column, value: index < 0 ? '' : maskValue(known, row.cells[index] ?? ''), message, at };
  });
}

export const sayIssues = (issues: readonly FieldIssue[]): string => issues.slice(0, 20).map(({ path, message }) => `${path}：${message}`).join('；');
