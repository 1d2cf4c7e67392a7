/** What a customer may agree to, each by itself. Service needs no consent; these do (PIPL art. 13, 14). */
export const purposes = ['marketing', 'personalization', 'analytics'] as const;
export type Purpose = (typeof purposes)[number];
