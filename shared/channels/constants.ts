/** WeCom: a contact way takes at most 100 members, remarks of 30 characters; a customer remark 20. */
export const codeLimits = { nameLength: 30, staff: 100, tags: 20, dailyCap: 1_000, remarkPrefixLength: 8, shifts: 7 } as const;

/** `syncing`: being made or changed in WeCom; `failed`: WeCom refused, see `reason`. */
export const codeStates = ['syncing', 'active', 'disabled', 'failed'] as const;
export type CodeState = (typeof codeStates)[number];
export const codeStateNames: Record<CodeState, string> = { syncing: '同步中', active: '使用中', disabled: '已停用', failed: '同步失败' };

export const campaignLimits = { nameLength: 30 } as const;
export const campaignStates = ['coming', 'running', 'over'] as const;
export type CampaignState = (typeof campaignStates)[number];
export const campaignStateNames: Record<CampaignState, string> = { coming: '未开始', running: '进行中', over: '已结束' };
