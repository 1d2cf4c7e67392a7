import { InboxOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

/** Why it is empty, and the one thing to do. */
export const EmptyState = ({ title, hint, action }: { title: string; hint?: ReactNode; action?: ReactNode }) => (
  <div className="state">
    <InboxOutlined className="state-icon" aria-hidden />
    <p className="state-title">{title}</p>
    {hint && <p className="hint">{hint}</p>}
    {action && <div className="state-action">{action}</div>}
  </div>
);
