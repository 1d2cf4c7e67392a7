import type { TableColumnsType } from 'antd';
import { Link } from 'react-router-dom';
import { codeStateNames } from '../../../../shared/channels/constants.ts';
import { StateMark } from '../../components/StateMark.tsx';
import { Time } from '../../components/Time.tsx';
import { count } from '../../lib/figures.ts';
import { codeMoods, type Code } from './codeTypes.ts';
import { codeWords, dutyCount } from './codeWords.ts';
import { QrPicture } from './QrPicture.tsx';

export const codeColumns: TableColumnsType<Code> = [
  { title: '二维码', key: 'qr', width: 72, render: (_, code) => <Link to={`/codes/${code.id}`} aria-label={`查看${code.name}`}><QrPicture code={code} size={44} /></Link> },
  { title: '名称', key: 'name', render: (_, code) => <><Link className="strong" to={`/codes/${code.id}`}>{code.name}</Link><div className="hint ellipsis">{code.welcome.title}</div></> },
  { title: '客户经理', key: 'staff', render: (_, code) => <><div>{staffNames(code)}</div><div className="hint">{dutyWords(code)}</div></> },
  { title: '今日新增', key: 'today', align: 'right', width: 84, render: (_, code) => <span className="figure">{count(code.addedToday)}</span> },
  { title: '累计新增', key: 'total', align: 'right', width: 84, render: (_, code) => <span className="figure">{count(code.addedTotal)}</span> },
  { title: '状态', key: 'state', width: 104, render: (_, code) => <CodeStateMark code={code} /> },
  { title: '创建', key: 'created', width: 148, render: (_, code) => <><div>{code.createdByName}</div><div className="hint"><Time at={code.createdAt} /></div></> },
];

export const CodeStateMark = ({ code }: { code: Code }) =>
  <StateMark mood={codeMoods[code.state]} why={code.state === 'failed' ? code.reason : code.state === 'syncing' ? codeWords.syncing : undefined}>{codeStateNames[code.state]}</StateMark>;

function staffNames({ staff }: Code): string {
  const names = staff.slice(0, 2).map(({ name }) => name).join('、');
  return staff.length > 2 ? `${names} 等 ${staff.length} 人` : names;
}

function dutyWords(code: Code): string {
  if (code.state !== 'active') return '';
  const onDuty = dutyCount(code);
  return onDuty > 0 ? `${onDuty} 人当班` : `暂无人当班，由${code.backup.name}接待`;
}
