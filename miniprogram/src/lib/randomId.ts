const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** For a key that must not come twice; nothing secret depends on it. */
export const randomId = (): string => Array.from({ length: 24 }, () => letters.charAt(Math.floor(Math.random() * letters.length))).join('');
