/** The shape of a page while it comes. */
export const PageSkeleton = () => (
  <div className="skeleton" role="status" aria-label="正在加载">
    <div className="bone bone-title" />
    <div className="bone bone-line" />
    <div className="bone bone-block" />
  </div>
);
