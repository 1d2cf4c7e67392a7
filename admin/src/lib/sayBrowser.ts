const browsers = [['企业微信', /wxwork/i], ['Edge', /Edg\//], ['Firefox', /Firefox\//], ['Chrome', /Chrome\//], ['Safari', /Safari\//]] as const;
const systems = [['Windows', /Windows/], ['iPhone', /iPhone/], ['iPad', /iPad/], ['安卓', /Android/], ['macOS', /Mac OS X/], ['Linux', /Linux/]] as const;
const first = (table: readonly (readonly [string, RegExp])[], text: string) => table.find(([, pattern]) => pattern.test(text))?.[0];

/** `Chrome · Windows` from a user agent. */
export const sayBrowser = (userAgent: string): string => [first(browsers, userAgent), first(systems, userAgent)].filter(Boolean).join(' · ') || '其他设备';
