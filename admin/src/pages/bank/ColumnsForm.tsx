import { Alert, Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { bankFileLimits, eventColumnNames, eventColumns, neededEventColumns, type EventColumn } from '../../../../shared/bank/fileConstants.ts';
import { api } from '../../lib/api.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { bankKey, type FileInFull } from './bankQueries.ts';
import { choicesOf, choose, mappingOf, missingNames } from './columnChoices.ts';

const needed: readonly EventColumn[] = neededEventColumns;
const options = eventColumns.map((value) => ({ value, label: eventColumnNames[value] }));
const withNeed = ({ label, value }: { label?: ReactNode; value?: unknown }) => <>{label}{needed.some((each) => each === value) && <span className="hint"> 必须有</span>}</>;

/** Which column holds what, above the file's first rows; then the import begins. */
export function ColumnsForm({ file, discard }: { file: FileInFull; discard: ReactNode }) {
  const [choices, setChoices] = useState(() => choicesOf(file));
  const start = useWrite(api.bank.startUpload, { refresh: [[...bankKey]] });
  const missing = missingNames(choices);
  const mapping = mappingOf(choices);
  const left = choices.filter((field) => field === undefined).length;
  return (
    <>
      <h3>核对各列</h3>
      {missing.length > 0
        ? <Alert type="warning" showIcon title={`还没有指定：${missing.join('、')}`} description="请在表头选择哪一列是它；没有这一列时，请补上后重新上传。" />
        : <p className="hint">{left === 0 ? '已按表头对上全部列，请核对。' : `标为“不导入”的 ${left} 列不会读取，请核对。`}手机号已隐去中间四位。</p>}
      <div className="columns-table" tabIndex={0} role="region" aria-label="文件的前几行">
        <table data-testid="columns">
          <thead>
            <tr>{file.columns.map((name, at) => (
              <th key={at} scope="col">
                <div className="column-name" title={name}>{name || `第 ${at + 1} 列`}</div>
                <Select className="column-choice" size="small" allowClear placeholder="不导入" aria-label={`“${name || `第 ${at + 1} 列`}”是什么`} popupMatchSelectWidth={false} value={choices[at] ?? null} options={options} optionRender={withNeed} onChange={(field: EventColumn | null | undefined) => setChoices((old) => choose(old, at, field ?? undefined))} />
              </th>
            ))}</tr>
          </thead>
          <tbody>{file.preview.map((row, line) => <tr key={line}>{file.columns.map((_, at) => <td key={at} className={choices[at] ? '' : 'column-left'} title={row[at]}>{row[at]}</td>)}</tr>)}</tbody>
        </table>
      </div>
      <p className="hint">{file.preview.length === 0 ? '表头下面没有内容。' : `以上是前 ${file.preview.length} 行。`}有误的行会单独拒收，不影响其他行。{bankFileLimits.keepUploadDays} 天内没有开始导入的文件会自动放弃。</p>
      <div className="actions tab-act">
        {file.can.includes('bank.startUpload') && <Button type="primary" disabled={!mapping} loading={start.isPending} onClick={() => { if (mapping) start.mutate({ fileId: file.id, mapping }); }} data-testid="file-start">开始导入</Button>}
        {discard}
      </div>
    </>
  );
}
