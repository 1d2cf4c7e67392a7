import type Router from '@koa/router';
import type { Model } from 'mongoose';
import type { AnyEvent, Handler } from './event.ts';
import { registerEvent, registerHandler } from './event.ts';
import { registerJob, type AnyJob } from './job.ts';
import type { AnyOperation } from './operation.ts';

/** A domain's table of contents: one look tells what it does. */
export interface Domain {
  readonly name: string;
  readonly operations: readonly AnyOperation[];
  readonly jobs: readonly AnyJob[];
  readonly events: readonly AnyEvent[];
  readonly handlers: readonly Handler[];
  readonly models: readonly Model<any>[]; // a list of models mixes document types
  /** Only what the outside dictates: callbacks, OAuth returns, uploads, downloads. */
  /** Routes that programs call, not browsers: they come before the headers that protect pages. */
  readonly machineRoutes?: (router: Router) => void;
  readonly routes?: (router: Router) => void;
  /** Before a process takes work: idempotent, quick. */
  readonly boot?: () => Promise<void> | void;
}

export const domain = (name: string, contents: Partial<Omit<Domain, 'name'>>): Domain =>
  ({ name, operations: [], jobs: [], events: [], handlers: [], models: [], ...contents });

const operations: AnyOperation[] = [];
export const allOperations = (): readonly AnyOperation[] => operations;

export function registerDomains(domains: readonly Domain[]): void {
  for (const each of domains) {
    operations.push(...each.operations);
    for (const one of each.events) registerEvent(one);
    for (const one of each.jobs) registerJob(one);
    for (const handler of each.handlers) {
      registerJob(handler.job);
      registerHandler(handler);
    }
  }
}
