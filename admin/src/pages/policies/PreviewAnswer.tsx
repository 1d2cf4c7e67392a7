import { sayTime } from '../../lib/dates.ts';
import { count } from '../../lib/figures.ts';
import { usePreview } from './policyQueries.ts';

export const differencesPlace = 'differences';

/** The replay's result in one sentence, and the way to its list. */
export function PreviewAnswer({ progressId, isStale, startedAt }: { progressId: string; isStale: boolean; startedAt: string }) {
  const preview = usePreview(progressId, 1).data;
  if (!preview) return null;
  const { customers, differing: { total } } = preview;
  return (
    <div role="status" data-testid="preview-answer">
      <p className="strong">{total === 0 ? `试算了 ${count(customers)} 位客户，归属都不变。` : `试算了 ${count(customers)} 位客户，其中 ${count(total)} 位会换客户经理。`}</p>
      <p className="hint">{sayTime(startedAt)}试算{isStale && '，之后规则又改动过，请重新试算'}{total > 0 && <>。<a href={`#${differencesPlace}`}>看名单</a></>}</p>
    </div>
  );
}
