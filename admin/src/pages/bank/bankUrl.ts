/** This page with a tab and its filters. */
export function bankUrl({ tab, ...filters }: Record<string, string>): string {
  const query = new URLSearchParams({ ...(tab && tab !== 'watch' ? { tab } : {}), ...filters }).toString();
  return `/bank${query ? `?${query}` : ''}`;
}
