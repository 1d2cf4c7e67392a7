import { useState } from 'react';
import { useDesk } from '../lib/desk.ts';
import type { Tag } from '../lib/types.ts';
import { Sheet } from '../parts/Sheet.tsx';

interface Props { now: string[]; close: () => void; onSave: (tagIds: string[]) => void }

export function TagSheet({ now, close, onSave }: Props) {
  const { state } = useDesk();
  const [chosen, setChosen] = useState(now);
  const turn = (id: string) => setChosen((ids) => (ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]));
  const save = () => { close(); onSave(chosen); };
  return (
    <Sheet title="修改标签" close={close}>
      <h3>修改标签</h3>
      <div className="tag-groups">
        {grouped(state.tags).map(([groupId, tags]) => (
          <fieldset key={groupId}>
            <legend>{tags[0]?.groupName}</legend>
            {tags.map(({ id, name }) => (
              <label key={id} className="tag-choice">
                <input type="checkbox" checked={chosen.includes(id)} onChange={() => turn(id)} /><span>{name}</span>
              </label>
            ))}
          </fieldset>
        ))}
        {state.tags.length === 0 && <p className="empty">企业还没有标签。</p>}
      </div>
      <div className="sheet-actions">
        <button type="button" className="wide-button" data-testid="tags-save" onClick={save}>保存标签</button>
      </div>
    </Sheet>
  );
}

function grouped(tags: Tag[]) {
  const groups = new Map<string, Tag[]>();
  for (const tag of tags) groups.set(tag.groupId, [...(groups.get(tag.groupId) ?? []), tag]);
  return [...groups];
}
