import { followStateNames, type FollowState } from '../../../../shared/customers/constants.ts';
import { StateMark, type Mood } from '../../components/StateMark.tsx';

const moods: Record<FollowState, Mood> = { active: 'good', lostByCustomer: 'bad', lostByStaff: 'off' };

export const FollowMark = ({ state }: { state: FollowState }) => <StateMark mood={moods[state]}>{followStateNames[state]}</StateMark>;
