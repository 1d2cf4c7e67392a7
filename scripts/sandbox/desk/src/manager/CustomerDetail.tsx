import { useState, type FormEvent } from 'react';
import { control } from '../lib/control.ts';
import { customerOf, relationOf, useDesk } from '../lib/desk.ts';
import { sourceOf } from '../lib/source.ts';
import { dateOf, shortTime } from '../lib/time.ts';
import type { Member } from '../lib/types.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Screen } from '../parts/Phone.tsx';
import { Confirm, Sheet } from '../parts/Sheet.tsx';
import { TagChips } from './TagChips.tsx';
import { TagSheet } from './TagSheet.tsx';

const genders: Record<number, string> = { 0: '未知', 1: '男', 2: '女' };
const remarkLength = 20; // WeCom: contract 4.1

interface Props { me: Member; externalUserid: string; back: () => void; leave: () => void; onChat: () => void }

export function CustomerDetail({ me, externalUserid, back, leave, onChat }: Props) {
  const { state, attempt } = useDesk();
  const [over, setOver] = useState<'remark' | 'tags' | 'remove'>();
  const customer = customerOf(state, externalUserid);
  const relation = relationOf(state, me.userid, externalUserid);
  if (!customer || !relation) return <Screen title="客户详情" back={back}><p className="empty">这位客户已经不在你的客户里。</p></Screen>;

  const pair = { userid: me.userid, externalUserid };
  const close = () => setOver(undefined);
  const addedMs = relation.createtime * 1000;
  const remove = async () => {
    await attempt(() => control.removeByStaff(pair));
    leave();
  };
  return (
    <>
      <Screen title="客户详情" back={back}>
        <div className="profile" data-testid="customer-detail">
          <Avatar id={externalUserid} size={56} />
          <div>
            <p className="profile-name">{customer.name}<span className="at-wechat">@微信</span></p>
            <p className="hint">{relation.twoWay ? '双方已是联系人' : '对方已经删除了你'}</p>
          </div>
        </div>
        <ul className="cells">
          <li><button type="button" className="cell" data-testid="edit-remark" onClick={() => setOver('remark')}>
            <span className="cell-name">备注</span><span className="cell-value">{relation.remark || '未填写'}</span><Icon name="right" size={16} />
          </button></li>
          <li><button type="button" className="cell" data-testid="edit-tags" onClick={() => setOver('tags')}>
            <span className="cell-name">标签</span><span className="cell-value">{relation.tagIds.length > 0 ? <TagChips tagIds={relation.tagIds} /> : '未打标签'}</span><Icon name="right" size={16} />
          </button></li>
        </ul>
        <dl className="facts">
          <div><dt>性别</dt><dd>{genders[customer.gender] ?? '未知'}</dd></div>
          <div><dt>添加时间</dt><dd>{dateOf(addedMs)} {shortTime(addedMs)}</dd></div>
          <div><dt>来源</dt><dd>{sourceOf(state, relation)}</dd></div>
          {relation.description && <div><dt>描述</dt><dd>{relation.description}</dd></div>}
        </dl>
        <button type="button" className="profile-action" onClick={onChat}>发消息</button>
        <button type="button" className="profile-action danger" data-testid="remove-customer" onClick={() => setOver('remove')}>删除客户</button>
      </Screen>
      {over === 'remark' && <RemarkSheet now={relation.remark} close={close} onSave={(remark) => attempt(() => control.remark({ ...pair, remark }))} />}
      {over === 'tags' && <TagSheet now={relation.tagIds} close={close} onSave={(tagIds) => attempt(() => control.remark({ ...pair, tagIds }))} />}
      {over === 'remove' && (
        <Confirm title="删除客户" text={`删除后，${customer.name}不再是你的客户，备注和标签也会消失。`} action="删除" onConfirm={remove} close={close} />
      )}
    </>
  );
}

function RemarkSheet({ now, close, onSave }: { now: string; close: () => void; onSave: (remark: string) => void }) {
  const [remark, setRemark] = useState(now);
  const save = (event: FormEvent) => {
    event.preventDefault();
    close();
    if (remark !== now) onSave(remark.trim());
  };
  return (
    <Sheet title="修改备注" close={close}>
      <h3>修改备注</h3>
      <form className="scan-form" onSubmit={save}>
        <input aria-label="备注" data-testid="remark-input" maxLength={remarkLength} value={remark} onChange={(event) => setRemark(event.target.value)} />
        <button type="submit" data-testid="remark-save">保存</button>
      </form>
    </Sheet>
  );
}
