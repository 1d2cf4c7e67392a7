import { codeLimits } from '../../../../shared/channels/constants.ts';
import { StaffSelect } from '../../components/StaffSelect.tsx';
import type { CodeStaff } from './codeTypes.ts';
import { StaffCard } from './StaffCard.tsx';

interface StaffFieldProps { id?: string; value?: CodeStaff[]; onChange?: (staff: CodeStaff[]) => void }

/** Whom the code leads to, each with a daily cap and hours. */
export function StaffField({ id, value = [], onChange = () => undefined }: StaffFieldProps) {
  const choose = (userids: string[]) => onChange(userids.slice(0, codeLimits.staff).map((userid) => value.find((each) => each.userid === userid) ?? { userid, dailyCap: null, shifts: [] }));
  const change = (staff: CodeStaff) => onChange(value.map((each) => (each.userid === staff.userid ? staff : each)));
  const spread = ({ dailyCap, shifts }: CodeStaff) => onChange(value.map(({ userid }) => ({ userid, dailyCap, shifts })));
  return (
    <>
      <div data-testid="code-staff">
        <StaffSelect {...(id ? { id } : {})} many canAddCustomers className="full" placeholder="输入姓名查找客户经理" value={value.map(({ userid }) => userid)} onChange={choose} />
      </div>
      {value.length > 0 && (
        <div className="staff-cards">
          {value.map((staff) => (
            <StaffCard key={staff.userid} staff={staff} onChange={change} onRemove={() => choose(value.map(({ userid }) => userid).filter((userid) => userid !== staff.userid))} {...(value.length > 1 ? { onSpread: () => spread(staff) } : {})} />
          ))}
        </div>
      )}
    </>
  );
}
