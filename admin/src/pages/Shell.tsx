import { lazy, Suspense } from 'react';
import { Outlet, useLocation } from 'react-router-dom';
import { brand } from '../../../shared/brand.ts';
import { ErrorState } from '../components/ErrorState.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { PageBoundary } from '../components/PageBoundary.tsx';
import { useSession } from '../lib/useSession.ts';
import { SideNavigation } from './SideNavigation.tsx';

const MeMenu = lazy(() => import('./MeMenu.tsx').then(({ MeMenu }) => ({ default: MeMenu })));

/** The frame of every page behind the sign-in. */
export function Shell() {
  const session = useSession();
  const { pathname } = useLocation();
  if (session.isError && !session.data) return <main className="lone"><ErrorState error={session.error} onRetry={() => void session.refetch()} /></main>;
  return (
    <div className="shell">
      <a className="skip" href="#content">跳到内容</a>
      <header className="topbar">
        <span className="topbar-bank">{brand.bankName}</span>
        <span className="topbar-product">{brand.name}</span>
        <span className="grow" />
        <Suspense>{session.data && <MeMenu session={session.data} />}</Suspense>
      </header>
      <SideNavigation can={session.data?.can ?? []} />
      <main id="content" className="content" tabIndex={-1}>
        <PageBoundary place={pathname}>
          <Suspense fallback={<PageSkeleton />}>{session.data ? <Outlet /> : <PageSkeleton />}</Suspense>
        </PageBoundary>
      </main>
    </div>
  );
}
