import { Drawer } from 'antd';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { CopyLink } from '../../components/CopyLink.tsx';
import { reportPath, useOpenFacts } from './factsUrl.ts';
import { FactsTable } from './FactsTable.tsx';
import { metricWords } from './metricWords.ts';
import { searchWith, type ReportFilter } from './reportFilter.ts';
import { useReport } from './reportQueries.ts';

/** What a figure was counted from, over the report, under an address of its own. */
export function FactsDrawer({ filter: { input, period }, scopeName }: { filter: ReportFilter; scopeName: string }) {
  const open = useOpenFacts();
  const navigate = useNavigate();
  const { search } = useLocation();
  const [params, setParams] = useSearchParams();
  const { sortBy: _, compareFrom: _from, compareTo: _to, ...shared } = input;
  const narrowed = { ...shared, ...open?.narrow };
  const ofRow = useReport(narrowed, { enabled: open?.isRow ?? false }).data?.trail.at(-1)?.name;
  const page = Math.max(1, Math.floor(Number(params.get('factsPage'))) || 1);
  const toPage = (next: number) => setParams((old) => { const copy = new URLSearchParams(old); copy.set('factsPage', String(next)); return copy; }, { replace: true });
  return (
    <Drawer open={open !== undefined} onClose={() => navigate(`${reportPath}${searchWith(search, {})}`)} size={800} title={open && `${metricWords.name(open.metric)}明细`} extra={<CopyLink />} destroyOnHidden>
      {open && (
        <>
          <p className="drawer-intro">{[open.isRow ? ofRow : scopeName, period.name].filter(Boolean).join(' · ')}<br /><span className="hint">{metricWords.formula(open.metric)}</span></p>
          <FactsTable key={`${open.metric}${JSON.stringify(open.narrow)}`} input={narrowed} metric={open.metric} page={page} onPage={toPage} />
        </>
      )}
    </Drawer>
  );
}
