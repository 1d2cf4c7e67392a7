/** The desk may frame the page, and nobody else; the rest of the page's policy stays. */
export function framedPolicy(given: string | string[] | undefined, parentOrigin: string): string {
  const policies = [given ?? []].flat().flatMap((header) => header.split(','));
  const ours = `frame-ancestors ${parentOrigin}`;
  if (policies.length === 0) return ours;
  return policies.map((policy) => {
    // http on this machine cannot be upgraded
    const kept = policy.split(';').map((each) => each.trim()).filter((each) => each && !/^(frame-ancestors|upgrade-insecure-requests)\b/i.test(each));
    return [...kept, ours].join('; ');
  }).join(', ');
}

export const nonceOf = (given: string | string[] | undefined): string | undefined => /'nonce-([\w+/=-]+)'/.exec([given ?? []].flat().join(','))?.[1];

/** The bridge's tag right after `<head>`, not after one inside a comment. */
export function withBridge(html: string, nonce: string | undefined): string {
  const tag = `<script src="/__host/bridge.js"${nonce ? ` nonce="${nonce}"` : ''}></script>`;
  for (const found of html.matchAll(/<!--[\s\S]*?-->|<head(?:\s[^>]*)?>/gi)) {
    if (found[0].startsWith('<!--')) continue;
    const end = found.index + found[0].length;
    return html.slice(0, end) + tag + html.slice(end);
  }
  return html.replace(/^(\s*<!doctype[^>]*>)?/i, (doctype) => doctype + tag);
}
