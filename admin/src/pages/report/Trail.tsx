import { Breadcrumb } from 'antd';
import { Link, useLocation } from 'react-router-dom';
import { reportPath } from './factsUrl.ts';
import { searchWith } from './reportFilter.ts';
import type { Report } from './reportQueries.ts';

/** From the top of what one may see down to what is shown. */
export function Trail({ trail }: { trail: Report['trail'] }) {
  const { search } = useLocation();
  if (trail.length < 2) return null;
  const items = trail.map(({ kind, id, name }, index) => {
    const isLast = index === trail.length - 1;
    const to = `${reportPath}${searchWith(search, { departmentId: index === 0 ? undefined : id, userid: undefined })}`;
    return { key: `${kind}:${id}`, title: isLast ? <span aria-current="page">{name}</span> : <Link to={to}>{name}</Link> };
  });
  return <Breadcrumb className="trail" items={items} />;
}
