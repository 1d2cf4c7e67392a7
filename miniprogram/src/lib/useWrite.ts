import { useMutation } from '@tanstack/react-query';
import type { CallOptions } from './call.ts';
import { randomId } from './randomId.ts';

/** A write with its progress and error. Each `write` has a key of its own, so that a repeat of a lost answer does nothing twice; a failure is in `error` and gives undefined. */
export function useWrite<Input, Output>(call: (input: Input, options: CallOptions) => Promise<Output>) {
  const { mutateAsync, isPending, error, reset } = useMutation({ mutationFn: ({ input, idempotencyKey }: { input: Input; idempotencyKey: string }) => call(input, { idempotencyKey }) });
  const write = (input: Input): Promise<Output | undefined> => mutateAsync({ input, idempotencyKey: randomId() }).catch(() => undefined);
  return { write, isBusy: isPending, error, forgetError: reset };
}
