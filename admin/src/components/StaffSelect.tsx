import { Select } from 'antd';
import { useState } from 'react';
import type { Role } from '../../../shared/org/constants.ts';
import { nameOf, useStaffChoices } from '../lib/useStaffChoices.ts';

interface StaffSelectProps {
  /** Given by the form's field. */
  id?: string;
  value?: string[];
  onChange: (userids: string[]) => void;
  many?: boolean;
  canAddCustomers?: true;
  role?: Role;
  /** Who is no choice: oneself, where it is about somebody else. */
  except?: string | undefined;
  placeholder: string;
  className?: string;
  allowClear?: boolean;
}

/** Chooses members of staff by typing a name. */
export function StaffSelect({ id, value = [], onChange, many = false, canAddCustomers, role, except, placeholder, className, allowClear = false }: StaffSelectProps) {
  const [text, setText] = useState('');
  const { data = [], isFetching } = useStaffChoices(text, { ...(canAddCustomers ? { canAddCustomers } : {}), ...(role ? { role } : {}) });
  const found = data.filter(({ userid }) => userid !== except).map(({ userid, name, departmentName }) => ({ value: userid, label: name, departmentName }));
  const kept = value.filter((userid) => !data.some((each) => each.userid === userid)).map((userid) => ({ value: userid, label: nameOf(userid), departmentName: '' }));
  const shared = {
    ...(id ? { id } : {}), ...(className ? { className } : {}), placeholder, allowClear, loading: isFetching, options: text ? found : [...found, ...kept],
    showSearch: { filterOption: false, onSearch: setText, searchValue: text }, notFoundContent: isFetching ? '正在查找' : '没有找到可选的员工', 'aria-label': placeholder,
    optionRender: ({ data: option }: { data: (typeof found)[number] }) => <>{option.label} <span className="hint">{option.departmentName}</span></>,
    labelRender: ({ value: userid }: { value?: unknown }) => nameOf(String(userid)),
  };
  if (many) return <Select mode="multiple" {...shared} value={value} onChange={(userids: string[]) => { onChange(userids); setText(''); }} />;
  return <Select {...shared} value={value[0] ?? null} onChange={(userid: string | null | undefined) => { onChange(userid ? [userid] : []); setText(''); }} />;
}
