import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

type Patch<Name extends string> = Partial<Record<Name | 'page', string | number | null | undefined>>;

/** Filters live in the address, so that a link shows the same rows; a changed filter starts at the first page. */
export function useFilters<const Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, params.get(name) || undefined])) as Partial<Record<Name, string>>; // one entry a name
  const page = Math.max(1, Math.floor(Number(params.get('page'))) || 1);
  const change = useCallback((patch: Patch<Name>) => setParams((old) => {
    const next = new URLSearchParams(old);
    if (!('page' in patch)) next.delete('page');
    for (const [name, value] of Object.entries<string | number | null | undefined>(patch)) {
      if (value === undefined || value === null || value === '' || (name === 'page' && value === 1)) next.delete(name);
      else next.set(name, String(value));
    }
    return next;
  }, { replace: true }), [setParams]);
  return { values, page, change, any: names.some((name) => params.has(name)) };
}

/** The value when it is one of the known ones: an address can be typed by hand. */
export const oneOf = <const T extends string>(known: readonly T[], value: string | undefined): T | undefined => known.find((each) => each === value);
