const place = 'guanhu.reloadedAt';
const restMs = 10_000;

/** A new release takes the old pages' files away: whoever opens one then gets the new release, once. */
export function followNewRelease(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const nowMs = Date.now();
    if (nowMs - Number(sessionStorage.getItem(place) ?? 0) < restMs) return;
    event.preventDefault();
    sessionStorage.setItem(place, String(nowMs));
    window.location.reload();
  });
}
