import { isApiError } from '../../lib/apiError.ts';
import { nameOf } from '../../lib/useStaffChoices.ts';
import type { Code, CodeFields } from './codeTypes.ts';

export const noFields: CodeFields = { name: '', staff: [], backupUserid: '', tagIds: [], welcomeVersionId: '', remarkPrefix: '' };

export const fieldsOf = ({ name, staff, backup, tags, welcome, remarkPrefix }: Code): CodeFields => ({
  name, remarkPrefix, staff: staff.map(({ userid, dailyCap, shifts }) => ({ userid, dailyCap, shifts })),
  backupUserid: backup.userid, tagIds: tags.map(({ id }) => id), welcomeVersionId: welcome.versionId,
});

/** What the contract asks of the staff, told before it is sent. */
export function checkStaff(staff: CodeFields['staff'] = []): Promise<void> {
  if (staff.length === 0) return Promise.reject(new Error('请至少选择一位客户经理'));
  for (const { userid, shifts } of staff) {
    if (shifts.some(({ weekdays }) => weekdays.length === 0)) return Promise.reject(new Error(`请为${nameOf(userid)}的接待时段选择至少一天`));
    if (shifts.some(({ from, to }) => from >= to)) return Promise.reject(new Error(`${nameOf(userid)}的接待时段，结束时间应晚于开始时间`));
  }
  return Promise.resolve();
}

const fieldOfCode: Partial<Record<string, keyof CodeFields>> = { 'channels.codeNameTaken': 'name', 'channels.staffUnavailable': 'staff', 'customers.tagNotFound': 'tagIds', 'content.notApproved': 'welcomeVersionId', 'content.versionNotFound': 'welcomeVersionId' };
const isField = (name: string | undefined): name is keyof CodeFields => name !== undefined && name in noFields;

/** The server's refusal beside the field that it is about. */
export function fieldErrors(error: unknown): { name: keyof CodeFields; errors: string[] }[] {
  if (!isApiError(error)) return [];
  const field = fieldOfCode[error.code];
  if (field) return [{ name: field, errors: [`${error.message}，${error.action}`] }];
  return error.issues.flatMap(({ path, message }) => {
    const [name] = path.split(/[.[]/);
    return isField(name) ? [{ name, errors: [message] }] : [];
  });
}
