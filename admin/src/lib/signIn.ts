/** This page's address on the server, to come back to. */
export const here = (): string => window.location.pathname + window.location.search;

/** Only pages of this panel: an address of elsewhere must not ride on our sign-in. */
export const safeNext = (next: string | null): string => (next?.startsWith('/admin/') && !next.includes('\\') ? next : '/admin/');

export const signInUrl = (next: string): string => `/auth/sign-in?next=${encodeURIComponent(next)}`;

export function leaveForSignIn(): void {
  if (window.location.pathname === '/admin/sign-in') return;
  window.location.assign(`/admin/sign-in?next=${encodeURIComponent(here())}`);
}
