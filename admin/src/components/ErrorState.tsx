import { WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { isApiError, isGone } from '../lib/apiError.ts';
import { CopyButton } from './CopyButton.tsx';

/** What went wrong, what to do, and the number to quote. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const known = isApiError(error) ? error : undefined;
  const retry = isGone(error) ? undefined : onRetry;
  return (
    <div className="state" role="alert">
      <WarningOutlined className="state-icon state-icon-bad" aria-hidden />
      <p className="state-title">{known?.message ?? '页面出错了'}</p>
      <p className="hint">{known?.action ?? '请重试；若仍出错，请联系系统管理员'}</p>
      {retry && <div className="state-action"><Button type="primary" onClick={retry}>重试</Button></div>}
      {known?.requestId && <p className="request-id">请求编号 <code>{known.requestId}</code> <CopyButton text={known.requestId} size="small" type="link">复制</CopyButton></p>}
    </div>
  );
}
