import { useDesk } from '../lib/desk.ts';

/** A relation's tags, in the order of the corp's list. */
export function TagChips({ tagIds }: { tagIds: string[] }) {
  const { state } = useDesk();
  const mine = state.tags.filter(({ id }) => tagIds.includes(id));
  if (mine.length === 0) return null;
  return <span className="chips">{mine.map(({ id, name }) => <span key={id} className="chip" data-testid="tag-chip">{name}</span>)}</span>;
}
