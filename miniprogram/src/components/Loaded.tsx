import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { ErrorCard } from './ErrorCard.tsx';
import { Skeleton } from './Skeleton.tsx';

interface LoadedProps<Data> { query: UseQueryResult<Data>; lines?: number; children: (data: Data) => ReactNode }

/** What a query found; until then its shape, or why it failed with a way to try again. */
export function Loaded<Data>({ query: { data, error, refetch }, lines, children }: LoadedProps<Data>) {
  if (data !== undefined) return <>{children(data)}</>;
  if (error) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  return <Skeleton lines={lines} />;
}
