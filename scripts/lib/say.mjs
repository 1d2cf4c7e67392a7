/** One line of what happens, for the person who waits. */
export const say = (text) => process.stdout.write(`${text}\n`);

/** Stops with words that a person can act on, and no stack. */
export class Stop extends Error {}
