import type { Answer, Api } from '../../../../shared/api.ts';
import type { CodeState } from '../../../../shared/channels/constants.ts';
import type { Mood } from '../../components/StateMark.tsx';

export type Code = Answer<Api['channels']['getCode']>;
export type CodeFields = Parameters<Api['channels']['createCode']>[0];
export type CodeStaff = CodeFields['staff'][number];
export type Shift = CodeStaff['shifts'][number];
export type Welcome = Answer<Api['content']['listWelcomes']>['rows'][number];

export const codeMoods: Record<CodeState, Mood> = { syncing: 'busy', active: 'good', disabled: 'off', failed: 'bad' };
