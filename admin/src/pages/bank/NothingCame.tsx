import { EmptyState } from '../../components/EmptyState.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { count } from '../../lib/figures.ts';
import { useCan } from '../../lib/useSession.ts';
import { bankUrl } from './bankUrl.ts';

/** Two ways to begin: a key for the bank's system, or a file by hand. */
export function NothingCame({ refusedToday }: { refusedToday: number }) {
  const [mayMakeKeys, mayUpload] = [useCan('bank.createBankKey'), useCan('bank.startUpload')];
  const refused = refusedToday > 0 && <>今天有 {count(refusedToday)} 次发送没有被接收，请核对密钥、签名和内容。<br /></>;
  return (
    <div className="card">
      <EmptyState
        title="还没有收到银行数据"
        hint={<>{refused}由银行系统发送：{mayMakeKeys ? '新建密钥' : '请系统管理员新建密钥'}，交给银行系统的人员，示例程序在安装目录的 <code>scripts/bank-client</code>。{mayUpload && <><br />也可以先上传 CSV 或 Excel 文件。</>}</>}
        action={<div className="actions">
          {mayMakeKeys && <LinkButton type="primary" to={bankUrl({ tab: 'keys' })}>新建密钥</LinkButton>}
          {mayUpload && <LinkButton {...(mayMakeKeys ? {} : { type: 'primary' })} to={bankUrl({ tab: 'files' })}>上传文件</LinkButton>}
        </div>}
      />
    </div>
  );
}
