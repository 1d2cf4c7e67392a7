/** One add is one touch, whether a callback or the import tells of it first; WeCom's times are whole seconds. */
export const addKey = (customerId: string, userid: string, at: Date): string => `add:${customerId}:${userid}:${Math.floor(at.getTime() / 1_000)}`;
