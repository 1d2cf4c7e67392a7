import { LeftOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';

interface PageHeadProps { title: ReactNode; hint?: ReactNode; back?: { to: string; name: string }; actions?: ReactNode }

export const PageHead = ({ title, hint, back, actions }: PageHeadProps) => (
  <div className="page-head">
    <div className="page-head-words">
      {back && <Link className="back" to={back.to}><LeftOutlined aria-hidden /> {back.name}</Link>}
      <h1>{title}</h1>
      {hint && <p className="hint">{hint}</p>}
    </div>
    {actions && <div className="actions">{actions}</div>}
  </div>
);
