/** One row a code: the HTTP status, what happened, and what the person can do about it. */
export interface ErrorRow {
  readonly status: number;
  readonly message: string;
  readonly action: string;
}
export type ErrorTable = Readonly<Record<string, ErrorRow>>;
