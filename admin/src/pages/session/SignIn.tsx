import { Button } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { brand } from '../../../../shared/brand.ts';
import { safeNext, signInUrl } from '../../lib/signIn.ts';

export function SignIn() {
  const [params] = useSearchParams();
  return (
    <main className="sign-in">
      <div className="card sign-in-card">
        <p className="sign-in-bank">{brand.bankName}</p>
        <h1>{brand.name}</h1>
        <p className="sign-in-words">客户经理与客户的企业微信经营平台</p>
        <Button type="primary" size="large" block href={signInUrl(safeNext(params.get('next')))}>企业微信扫码登录</Button>
        <p className="hint">使用您在{brand.bankName}的企业微信账号登录，无需另设密码。扫码后请在手机上确认。</p>
        <p className="hint">登录不了？首次使用需由系统管理员授予角色。</p>
      </div>
    </main>
  );
}
