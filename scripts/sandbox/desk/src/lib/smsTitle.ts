/** Who signs a text message: `【江海银行】…`. */
export const smsTitle = (text: string): string => /^【([^】]+)】/.exec(text)?.[1] ?? '短信';
