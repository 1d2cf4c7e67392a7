/** What the rows of all signed files have. */
export interface FileRow {
  _id: string;
  /** Keyed hash of what it says. */
  contentHash: string;
  /** The file that told it last, and where. */
  fileId: string;
  line: number;
  /** As of when: an older file does not change it. */
  asOf: Date;
  /** The bank has ended it at this time; it is kept, so that an older file does not bring it back. */
  endedAt: Date | null;
}

export const fileRowPaths = {
  _id: { type: String, required: true, personal: 'C1' },
  contentHash: { type: String, required: true, personal: 'none' },
  fileId: { type: String, required: true, personal: 'none' },
  line: { type: Number, required: true },
  asOf: { type: Date, required: true },
  endedAt: { type: Date, default: null },
} as const;
