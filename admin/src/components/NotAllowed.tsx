import { EmptyState } from './EmptyState.tsx';
import { LinkButton } from './LinkButton.tsx';
import { PageHead } from './PageHead.tsx';

/** A form's address opened by somebody who may not send it: told before the first field is filled. */
export const NotAllowed = ({ title, back }: { title: string; back: { to: string; name: string } }) => (
  <>
    <PageHead back={back} title={title} />
    <EmptyState title="您没有此操作的权限" hint="如需使用，请联系系统管理员。" action={<LinkButton to={back.to}>返回{back.name}</LinkButton>} />
  </>
);
