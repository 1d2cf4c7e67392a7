import type { Callbacks } from './callbacks.ts';
import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';
import type { Settings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';
import type { State } from './state.ts';

/** All parts of one running sandbox; every route gets it. */
export interface Sandbox {
  settings: Settings;
  /** Replaced as a whole by a reset. */
  state: State;
  clock: Clock;
  chance: Chance;
  log: Log;
  faults: Faults;
  limits: Limits;
  callbacks: Callbacks;
  snapshot: Snapshot;
  /** Known once the port is open. */
  publicUrl: string;
  /** Where mail is taken; known once it is open. */
  smtpPort: number;
  /** The server whose pages the phones open, where the control plane has named one. */
  serverUrl?: string | undefined;
  /** The state was written to: keep it and tell the pages. */
  touch(): void;
}
