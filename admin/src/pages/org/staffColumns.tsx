import { Button, type TableColumnsType } from 'antd';
import { roleNames } from '../../../../shared/org/constants.ts';
import { StateMark, type Mood } from '../../components/StateMark.tsx';
import type { Staff } from './staffQueries.ts';

export const statusMarks: Record<Staff['status'], { name: string; mood: Mood }> = {
  active: { name: '在职', mood: 'good' }, disabled: { name: '已禁用', mood: 'bad' }, inactive: { name: '未激活', mood: 'busy' }, left: { name: '已离职', mood: 'off' },
};

export const staffColumns = (open: (userid: string) => void): TableColumnsType<Staff> => [
  { title: '姓名', key: 'name', render: (_, { name, position }) => <><span className="strong">{name}</span>{position && <div className="hint">{position}</div>}</> },
  { title: '工号', dataIndex: 'employeeNo', render: (text: string) => <span className="figure">{text}</span> },
  { title: '部门', key: 'department', render: (_, { departmentName, departmentTrail }) => <>{departmentName}{departmentTrail && <div className="hint ellipsis">{departmentTrail}</div>}</> },
  { title: '角色', key: 'roles', render: (_, { roles }) => (roles.length > 0 ? <span className="tags">{roles.map((role) => <span key={role} className="tag">{roleNames[role]}</span>)}</span> : <span className="hint">未授予</span>) },
  { title: '状态', key: 'status', width: 116, render: (_, { status, canAddCustomers }) => <><StateMark mood={statusMarks[status].mood}>{statusMarks[status].name}</StateMark><div className="hint">{canAddCustomers ? '可添加客户' : '未开通客户联系'}</div></> },
  { title: '', key: 'act', width: 72, align: 'right', render: (_, { userid, name, can }) => can.length > 0 && <Button type="link" size="small" onClick={() => open(userid)} aria-label={`编辑${name}`}>编辑</Button> },
];
