/** Rows and columns that are about to come. */
export const TableSkeleton = ({ columns, rows = 6 }: { columns: number; rows?: number }) => (
  <div className="skeleton-table" role="status" aria-label="正在加载">
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className="skeleton-row">{Array.from({ length: columns }, (_, column) => <div key={column} className="bone" />)}</div>
    ))}
  </div>
);
