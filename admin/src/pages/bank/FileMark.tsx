import { bankFileStateNames, type BankFileState } from '../../../../shared/bank/fileConstants.ts';
import { StateMark, type Mood } from '../../components/StateMark.tsx';

const moods: Record<BankFileState, Mood> = { uploaded: 'busy', running: 'busy', done: 'good', refused: 'bad', failed: 'bad', discarded: 'off' };

export const FileMark = ({ state }: { state: BankFileState }) => <StateMark mood={moods[state]}>{bankFileStateNames[state]}</StateMark>;
