/** The code in the page's address: as it is, or in a mini-code's scene `i=<code>`, which WeChat hands over percent-encoded. */
export function given({ code, via, scene }: Partial<Record<string, string>>): { code: string; via: string | undefined } {
  return { code: code || codeIn(scene ?? ''), via: via || undefined };
}

function codeIn(scene: string): string {
  try {
    return /^i=(.+)$/.exec(decodeURIComponent(scene))?.[1] ?? '';
  } catch {
    return '';
  }
}
