import { LeftOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { usePageName } from '../lib/usePageName.ts';

interface PageHeadProps { title: string; mark?: ReactNode; hint?: ReactNode; back?: { to: string; name: string }; actions?: ReactNode }

export function PageHead({ title, mark, hint, back, actions }: PageHeadProps) {
  usePageName(title);
  return (
    <div className="page-head">
      <div className="page-head-words">
        {back && <Link className="back" to={back.to}><LeftOutlined aria-hidden /> {back.name}</Link>}
        <h1>{title} {mark}</h1>
        {hint && <p className="hint">{hint}</p>}
      </div>
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}
