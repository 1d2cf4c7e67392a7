export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** At most so many bytes, cut between characters. */
export function clipBytes(text: string, limit: number): string {
  if (bytesOf(text) <= limit) return text;
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += bytesOf(character);
    if (size > limit) break;
    kept += character;
  }
  return kept;
}
