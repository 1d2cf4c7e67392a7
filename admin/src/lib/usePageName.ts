import { useEffect } from 'react';
import { brand } from '../../../shared/brand.ts';

/** The page's name on its tab: readers and tab bars tell pages apart by it. */
export function usePageName(name: string): void {
  useEffect(() => { document.title = `${name} · ${brand.name}`; }, [name]);
}
