import { Tooltip } from 'antd';

/** The first tags, the rest on asking. */
export function Tags({ tags, most = 3 }: { tags: readonly { id: string; name: string }[]; most?: number }) {
  if (tags.length === 0) return <span className="hint">–</span>;
  const rest = tags.slice(most);
  return (
    <span className="tags">
      {tags.slice(0, most).map(({ id, name }) => <span key={id} className="tag">{name}</span>)}
      {rest.length > 0 && <Tooltip title={rest.map(({ name }) => name).join('、')}><span className="tag" tabIndex={0}>+{rest.length}</span></Tooltip>}
    </span>
  );
}
