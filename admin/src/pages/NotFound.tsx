import { Link } from 'react-router-dom';
import { EmptyState } from '../components/EmptyState.tsx';
import { usePageName } from '../lib/usePageName.ts';

export function NotFound() {
  usePageName('没有这个页面');
  return <EmptyState title="没有这个页面" hint="地址可能有误，或页面已经搬走。" action={<Link to="/">回到工作台</Link>} />;
}
