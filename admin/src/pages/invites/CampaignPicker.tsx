import { Select } from 'antd';
import { useState } from 'react';
import { campaignStateNames, campaignStates } from '../../../../shared/channels/constants.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { useCampaigns, type Campaign } from './inviteQueries.ts';
import { inviteWords } from './inviteWords.ts';

interface CampaignPickerProps {
  chosen: Campaign | undefined;
  /** Undefined = all campaigns. */
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

const all = '';

/** One campaign, or all of them; the running ones first. */
export function CampaignPicker({ chosen, value, onChange }: CampaignPickerProps) {
  const [text, setText] = useState('');
  const { data, isFetching } = useCampaigns(useDebounced(text).trim());
  const rows = data?.rows ?? [];
  const groups = campaignStates.toSorted((a, b) => Number(b === 'running') - Number(a === 'running'))
    .map((state) => ({ label: campaignStateNames[state], options: rows.filter((each) => each.state === state).map((each) => ({ value: each.id, label: each.name, period: inviteWords.period(each) })) }))
    .filter(({ options }) => options.length > 0);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (
    <Select
      className="campaign-picker" aria-label="活动" value={value ?? all} onChange={(id: string) => { setText(''); onChange(id === all ? undefined : id); }} popupMatchSelectWidth={340}
      showSearch={{ filterOption: false, searchValue: text, onSearch: setText }} loading={isFetching && text !== ''} notFoundContent="没有找到活动"
      options={[...(text ? [] : [{ value: all, label: '全部活动', period: '' }]), ...groups]}
      optionRender={({ data: option }) => <>{option.label}{'period' in option && option.period && <div className="hint">{option.period}</div>}</>}
      labelRender={({ value: id }) => (id === all ? '全部活动' : names.get(String(id)) ?? chosen?.name ?? '所选活动')}
    />
  );
}
