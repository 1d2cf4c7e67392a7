import type { TableColumnsType } from 'antd';
import { Link } from 'react-router-dom';
import { bankFileKindNames } from '../../../../shared/bank/fileConstants.ts';
import { Time } from '../../components/Time.tsx';
import { count } from '../../lib/figures.ts';
import type { BankFile } from './bankQueries.ts';
import { bankUrl } from './bankUrl.ts';
import { sayBytes } from './bankWords.ts';
import { FileMark } from './FileMark.tsx';
import { originName } from './fileWords.ts';

const figure = (key: keyof BankFile['counts'], title: string) => ({
  title, key, width: 88, align: 'right' as const, render: (_: unknown, { counts, state }: BankFile) => (state === 'uploaded' || state === 'discarded' ? <span className="hint">–</span> : <span className={`figure${counts[key] === 0 ? ' zero' : ''}`}>{count(counts[key])}</span>),
});

export const fileColumns: TableColumnsType<BankFile> = [
  { title: '文件', key: 'name', render: (_, { id, name, kind, bytes }) => <><Link className="strong file-name" to={bankUrl({ tab: 'files', file: id })}>{name}</Link><div className="hint">{bankFileKindNames[kind]} · {sayBytes(bytes)}</div></> },
  { title: '收到', key: 'at', width: 140, render: (_, file) => <><Time at={file.receivedAt} /><div className="hint">{originName(file)}</div></> },
  { title: '状态', key: 'state', width: 200, render: (_, { state, reason }) => <><FileMark state={state} />{reason && <div className="hint">{reason}</div>}</> },
  figure('received', '已读取'), figure('applied', '生效'), figure('waiting', '等待匹配'), figure('duplicate', '重复'), figure('refused', '拒收'),
];
