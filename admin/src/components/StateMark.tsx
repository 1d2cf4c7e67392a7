import { CheckCircleFilled, ClockCircleFilled, CloseCircleFilled, MinusCircleFilled } from '@ant-design/icons';
import { Tooltip } from 'antd';

const marks = { good: <CheckCircleFilled aria-hidden />, busy: <ClockCircleFilled aria-hidden />, bad: <CloseCircleFilled aria-hidden />, off: <MinusCircleFilled aria-hidden /> };
export type Mood = keyof typeof marks;

/** A state by icon and word, never by colour alone. */
export function StateMark({ mood, children, why }: { mood: Mood; children: string; why?: string | undefined }) {
  const mark = <span className={`mark mark-${mood}`} {...(why ? { tabIndex: 0 } : {})}>{marks[mood]} {children}</span>;
  return why ? <Tooltip title={why}>{mark}</Tooltip> : mark;
}
