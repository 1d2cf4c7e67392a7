import { Alert, App, Button, Form } from 'antd';
import { sayKept, type PolicyDraft } from './policyDraft.ts';

interface DraftLineProps { draft: PolicyDraft | undefined; follows: number; isMoved: boolean; onDiscard: () => void }

/** Whether what is written is kept, since when, and the way to begin anew. */
export function DraftLine({ draft, follows, isMoved, onDiscard }: DraftLineProps) {
  const { modal } = App.useApp();
  const ask = () => modal.confirm({ title: '放弃草稿？', content: '草稿里的改动会清除，从最近发布的规则重新开始。', okText: '放弃草稿', cancelText: '继续修改', okButtonProps: { danger: true }, onOk: onDiscard });
  return (
    <>
      <Form.Item>
        <div className="actions">
          <span className="hint" data-testid="policy-draft">{draft ? sayKept(draft) : '改动会自动存为草稿，只存在这个浏览器里'}</span>
          {draft && <Button type="link" onClick={ask} data-testid="policy-discard">放弃草稿</Button>}
        </div>
      </Form.Item>
      {draft && draft.basedOn !== follows && <Alert className="alert" type="warning" showIcon title={`这份草稿写于第 ${follows} 版发布之前`} description={`草稿里没有第 ${follows} 版的改动，请逐项核对，或放弃草稿重新修改。`} />}
      {isMoved && <Alert className="alert" type="info" showIcon title="草稿里的生效日期已经太早，已改为最早可选的一天" />}
    </>
  );
}
