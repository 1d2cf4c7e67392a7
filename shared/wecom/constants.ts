/** What became of a callback. Marked ones were answered 200, so that WeCom does not repeat them, and have no effect. */
export const callbackStates = ['received', 'handled', 'unknownEvent', 'unreadable'] as const;
export type CallbackState = (typeof callbackStates)[number];
export const callbackStateNames: Record<CallbackState, string> = { received: '待处理', handled: '已处理', unknownEvent: '未使用的事件', unreadable: '内容不完整' };
