import { errorTable, type ErrorCode } from '../../shared/errors.ts';

/** One field's complaint: where it is, and how to mend it. */
export interface FieldIssue { path: string; message: string }

/** Every refusal that a person may see. Code, status, wording and advice come from the domain's table in `shared/`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly action: string;
  readonly issues: FieldIssue[];

  constructor(code: ErrorCode, options: { issues?: FieldIssue[]; message?: string; cause?: unknown } = {}) {
    const row = errorTable[code];
    super(options.message ?? row.message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = row.status;
    this.action = row.action;
    this.issues = options.issues ?? [];
  }
}
