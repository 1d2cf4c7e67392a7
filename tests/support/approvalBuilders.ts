import type { Role } from '../../shared/org/constants.ts';
import { openApproval } from '../../server/org/openApproval.ts';
import { inTransaction } from '../../server/platform/mongo.ts';
import { tree, type Place, type SignedIn } from './builders.ts';

let count = 0;

/** A request that waits for others. */
export function anApproval({ by, place = 'bund', neededRoles = ['supervisor'], key }: { by: SignedIn; place?: Place; neededRoles?: Role[]; key?: string }): Promise<string> {
  count += 1;
  return inTransaction((tx) => openApproval({
    kind: 'attributionCorrection', key: key ?? `c${count}`, title: `把客户${count}的管户改为周本`, reason: '客户搬到徐汇', details: [{ label: '现管户', value: '陈安琪' }],
    neededRoles, departmentPath: tree[place], author: { id: by.staff._id, name: by.staff.name },
  }, tx));
}
