import { Phone } from '../../components/Phone.tsx';
import { nameOf } from '../../lib/useStaffChoices.ts';
import { useWelcomePreview } from './codeQueries.ts';

/** The welcome as the customer's phone shows it. */
export function WelcomePhone({ versionId, userid }: { versionId: string | undefined; userid: string | undefined }) {
  const { data, error } = useWelcomePreview(versionId, userid);
  return (
    <aside className="preview" aria-label="欢迎语预览">
      <Phone contact={userid ? nameOf(userid) : '客户经理'} {...(data ? { message: data } : {})} />
      <p className="hint">{error ? '预览暂时打不开，不影响保存' : '客户添加后看到的样子，昵称以实际客户为准'}</p>
    </aside>
  );
}
