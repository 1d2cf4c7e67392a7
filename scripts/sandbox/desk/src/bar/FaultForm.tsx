import { useState, type FormEvent } from 'react';
import { control } from '../lib/control.ts';
import { useDesk } from '../lib/desk.ts';

const kinds = [
  { id: '-1', name: '系统繁忙（-1）', fault: { errcode: -1 } },
  { id: '40014', name: '凭证无效（40014）', fault: { errcode: 40014 } },
  { id: '42001', name: '凭证过期（42001）', fault: { errcode: 42001 } },
  { id: '45009', name: '超过频率（45009）', fault: { errcode: 45009 } },
  { id: '45033', name: '并发过高（45033）', fault: { errcode: 45033 } },
  { id: '41050', name: '欢迎语已过期（41050）', fault: { errcode: 41050 } },
  { id: '41096', name: '欢迎语发送中（41096）', fault: { errcode: 41096 } },
  { id: 'slow', name: '慢 8 秒', fault: { latencyMs: 8_000 } },
  { id: '502', name: '网关错误（502）', fault: { httpStatus: 502 } },
  { id: 'broken', name: '答复残缺', fault: { brokenJson: true } },
  { id: 'reset', name: '断开连接', fault: { reset: true } },
];

const paths = [
  ['*', '全部接口'], ['/cgi-bin/gettoken', '取凭证'], ['/cgi-bin/externalcontact/send_welcome_msg', '发欢迎语'], ['/cgi-bin/externalcontact/get', '取客户详情'],
  ['/cgi-bin/externalcontact/batch/get_by_user', '批量取客户'], ['/cgi-bin/externalcontact/add_contact_way', '建联系码'], ['/cgi-bin/externalcontact/mark_tag', '打标签'],
  ['/cgi-bin/externalcontact/remark', '改备注'], ['/cgi-bin/user/list', '取员工'], ['/cgi-bin/department/list', '取部门'], ['/cgi-bin/media/upload', '传素材'], ['/cgi-bin/message/send', '发应用消息'],
  ['/cgi-bin/stable_token', '取小程序凭证'], ['/sns/jscode2session', '小程序登录'], ['/wxa/business/getuserphonenumber', '取手机号'], ['/wxa/getwxacodeunlimit', '生成小程序码'],
  ['/cgi-bin/message/subscribe/send', '发订阅消息'], ['/sms/send', '发短信'], ['smtp', '发邮件'],
] as const;

export function FaultForm() {
  const { attempt } = useDesk();
  const [path, setPath] = useState('*');
  const [kindId, setKindId] = useState('-1');
  const [times, setTimes] = useState(1);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const kind = kinds.find(({ id }) => id === kindId);
    if (kind) void attempt(() => control.addFault({ path, times, ...kind.fault }));
  };
  return (
    <form className="fault-form" onSubmit={add}>
      <label>接口<select value={path} onChange={(event) => setPath(event.target.value)}>{paths.map(([id, name]) => <option key={id} value={id}>{name}</option>)}</select></label>
      <label>怎样出错<select value={kindId} onChange={(event) => setKindId(event.target.value)}>{kinds.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</select></label>
      <label>次数<input type="number" min={1} max={1000} value={times} onChange={(event) => setTimes(Math.max(1, Number(event.target.value) || 1))} /></label>
      <button type="submit" data-testid="fault-add">加上</button>
    </form>
  );
}
