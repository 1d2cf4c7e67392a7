import { keptValue } from './liveValue.ts';

/** Of the session at the server; empty while nobody is signed in. */
export const token = keptValue('guanhu.token', '');
export const useSignedIn = (): boolean => token.use() !== '';
