import { InboxOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Progress, Upload } from 'antd';
import { useState } from 'react';
import { bankFileLimits, eventColumnNames, neededEventColumns } from '../../../../shared/bank/fileConstants.ts';
import { isApiError } from '../../lib/apiError.ts';
import { bankKey } from './bankQueries.ts';
import { sayBytes } from './bankWords.ts';
import { uploadFile } from './uploadFile.ts';

const needed = neededEventColumns.map((field) => eventColumnNames[field]).join('、');

/** A dropped file of another kind is sent too: the server says what is wrong with it. */
const accept = { format: '.csv,.xlsx', filter: 'native' } as const;

/** Takes a file by choosing or dropping it; nothing is imported yet. */
export function FileDrop({ onUploaded }: { onUploaded: (fileId: string) => void }) {
  const queries = useQueryClient();
  const [percent, setPercent] = useState(0);
  const upload = useMutation({
    mutationFn: (file: File) => uploadFile(file, setPercent), retry: false,
    onMutate: () => setPercent(0),
    onSuccess: async ({ id }) => { onUploaded(id); await queries.invalidateQueries({ queryKey: [...bankKey, 'listFiles'] }); },
  });
  const { error } = upload;
  const begin = (file: File) => { if (!upload.isPending) upload.mutate(file); return Upload.LIST_IGNORE; };
  return (
    <div className="file-drop">
      <Upload.Dragger accept={accept} maxCount={1} showUploadList={false} disabled={upload.isPending} beforeUpload={begin}>
        <InboxOutlined className="state-icon" aria-hidden />
        {upload.isPending
          ? <><p role="status">{percent < 100 ? '正在上传' : '正在读取表头'} {upload.variables.name}</p><Progress className="file-drop-bar" percent={percent} aria-label="上传进度" /></>
          : <><p className="strong">点击选择文件，或把文件拖到这里</p><p className="hint">CSV（UTF-8 或 GBK）或 .xlsx，不超过 {sayBytes(bankFileLimits.uploadBytes)}，第一行为表头，须有{needed}。上传后先核对各列，再开始导入。</p></>}
      </Upload.Dragger>
      {error && <Alert className="file-problem" type="error" showIcon title={isApiError(error) ? error.message : '没有上传成功'} description={isApiError(error) ? error.action : '请重试'} />}
    </div>
  );
}
