import { bankFileLimits } from '../../../../shared/bank/fileConstants.ts';
import { ApiError, offline, unreadable } from '../../lib/apiError.ts';
import type { FileInFull } from './bankQueries.ts';
import { sayBytes } from './bankWords.ts';

type ErrorBody = ConstructorParameters<typeof ApiError>[0];
const isErrorBody = (body: unknown): body is ErrorBody => typeof body === 'object' && body !== null && 'code' in body && 'message' in body && 'action' in body;

/** Sends a file as it is, telling how much of it has gone; `fetch` cannot tell that. */
export function uploadFile(file: File, onPercent: (percent: number) => void): Promise<FileInFull> {
  if (file.size > bankFileLimits.uploadBytes) return Promise.reject(new ApiError({ code: 'platform.tooLarge', message: `文件超过 ${sayBytes(bankFileLimits.uploadBytes)}`, action: '请拆成几个文件分别上传' }));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/bank/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onPercent(total > 0 ? Math.floor((loaded / total) * 100) : 0);
    request.onerror = () => reject(offline());
    request.onload = () => {
      const body: unknown = request.response;
      if (request.status === 200 && body) resolve(body as FileInFull); // the route answers with `bank.getFile`
      else reject(isErrorBody(body) ? new ApiError(body) : unreadable(request.getResponseHeader('X-Request-Id') ?? ''));
    };
    request.send(file);
  });
}
