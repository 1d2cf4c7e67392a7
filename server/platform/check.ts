/** One thing that must work for the system to work: what was found, and what to do about it on which page of which console. */
export interface Check { name: string; ok: boolean; detail: string; action: string }
export interface Advice { detail: string; action: string }

/** Tries one thing; `adviceOn` says what an administrator can do about its failure. */
export async function check(name: string, work: () => Promise<string>, adviceOn: (error: unknown) => Advice): Promise<Check> {
  try {
    return { name, ok: true, detail: await work(), action: '' };
  } catch (error) {
    return { name, ok: false, ...adviceOn(error) };
  }
}
