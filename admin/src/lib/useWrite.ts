import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef } from 'react';
import type { CallOptions } from './api.ts';
import { isApiError } from './apiError.ts';

interface WriteOptions<Output> {
  /** What to read again afterwards. */
  refresh?: QueryKey[];
  onDone?: (answer: Output) => void;
  /** A form shows its own errors; everything else gets a toast. */
  quiet?: boolean;
}

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Calls a write with a key of its own, kept until it succeeds: pressing again after a lost answer writes nothing twice. */
export function useWrite<Input, Output>(call: (input: Input, options?: CallOptions) => Promise<Output>, { refresh = [], onDone, quiet = false }: WriteOptions<Output> = {}) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const last = useRef({ body: '', key: '' });
  const underWay = useRef(new Set<string>());
  const write = useMutation({
    mutationFn: (input: Input) => {
      const body = JSON.stringify(input);
      if (last.current.body !== body) last.current = { body, key: newKey() };
      return call(input, { idempotencyKey: last.current.key });
    },
    onSuccess: async (answer) => {
      last.current = { body: '', key: '' };
      onDone?.(answer);
      await Promise.all(refresh.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      if (quiet || isApiError(error, 'platform.notSignedIn') || isApiError(error, 'platform.freshSignInNeeded')) return;
      void message.error(isApiError(error) ? `${error.message}，${error.action}` : '没有完成，请重试');
    },
    onSettled: (_answer, _error, input) => { underWay.current.delete(JSON.stringify(input)); },
  });
  /** The second press of a double click comes before the button shows that it waits. */
  const mutate = (input: Input) => {
    const body = JSON.stringify(input);
    if (underWay.current.has(body)) return;
    underWay.current.add(body);
    write.mutate(input);
  };
  return { ...write, mutate };
}
