import { Pagination } from 'antd';
import { approvalKindNames, approvalStateNames } from '../../../../shared/org/constants.ts';
import { StateMark } from '../../components/StateMark.tsx';
import { Time } from '../../components/Time.tsx';
import { approvalMoods, type Approval } from './approvalQueries.ts';

interface ApprovalItemsProps { rows: Approval[]; total: number; page: number; pageSize: number; chosenId: string | undefined; onOpen: (id: string) => void; onPage: (page: number) => void }

export const ApprovalItems = ({ rows, total, page, pageSize, chosenId, onOpen, onPage }: ApprovalItemsProps) => (
  <nav className="card queue-list" aria-label="申请列表">
    {rows.map((row) => (
      <button key={row.id} type="button" className={`queue-item${row.id === chosenId ? ' queue-item-chosen' : ''}`} aria-current={row.id === chosenId} onClick={() => onOpen(row.id)} data-testid="approval-item">
        <span className="queue-item-head"><span className="tag">{approvalKindNames[row.kind]}</span>{row.state === 'pending' ? <span className="hint"><Time at={row.createdAt} /></span> : <StateMark mood={approvalMoods[row.state]}>{approvalStateNames[row.state]}</StateMark>}</span>
        <span className="strong">{row.title}</span>
        <span className="hint">{row.author.name} · {row.departmentName}</span>
      </button>
    ))}
    {total > pageSize && <Pagination className="queue-pages" size="small" simple current={page} pageSize={pageSize} total={total} onChange={onPage} />}
  </nav>
);
