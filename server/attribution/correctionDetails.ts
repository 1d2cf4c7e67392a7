import { touchKindNames } from '../../shared/attribution/constants.ts';
import { departmentNames } from '../org/departmentNames.ts';
import { findStaff } from '../org/findStaff.ts';
import type { StaffRow } from '../org/staff.model.ts';
import { businessTime } from '../platform/clock.ts';
import type { Tx } from '../platform/mongo.ts';
import { BindingDecision, type DecisionRow } from './bindingDecision.model.ts';
import { decisionWords } from './decisionWords.ts';
import type { HolderAt } from './holder.ts';
import { Touch, type TouchRow } from './touch.model.ts';

interface Asked { customerName: string; holder: HolderAt | null; target: StaffRow | null }

const nobody = '没有管户';
const none = '–';

/** Who holds the customer, since when and why, beside who would. */
export async function correctionDetails({ customerName, holder, target }: Asked, tx: Tx): Promise<{ label: string; value: string; before?: string }[]> {
  const present = holder && (await findStaff([holder.userid], tx)).get(holder.userid);
  const places = await departmentNames([present, target].flatMap((each) => each?.departmentPath ?? []));
  const named = ({ name, departmentPath }: StaffRow) => (places.get(departmentPath) ? `${name}（${places.get(departmentPath)}）` : name);
  return [
    { label: '客户', value: customerName || '未知昵称' },
    { label: '管户客户经理', before: present ? named(present) : holder?.userid ?? nobody, value: target ? named(target) : nobody },
    { label: '管户期间', before: holder ? `${businessTime(holder.since).format('YYYY年M月D日 HH:mm')}起，至同意时` : none, value: target ? '同意时起' : none },
    { label: '归属依据', before: holder ? await groundOf(holder, tx) : none, value: '人工更正' },
    { label: '银行是否确认管户', value: holder?.locked ? '已确认' : '未确认' },
  ];
}

/** `添加企业微信：之前没有管户，归属陈安琪` */
async function groundOf({ touchId }: HolderAt, tx: Tx): Promise<string> {
  const touch = await Touch.findById(touchId).session(tx).lean<TouchRow>();
  const decision = await BindingDecision.findOne({ touchId, supersededAt: null }).session(tx).lean<DecisionRow>();
  if (!touch || !decision) return none;
  const words = await decisionWords([decision], () => touch.managerUserid, tx);
  return `${touchKindNames[touch.kind]}：${words.get(decision._id) ?? ''}`;
}
