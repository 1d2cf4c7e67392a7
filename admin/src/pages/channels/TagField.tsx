import { Select } from 'antd';
import { codeLimits } from '../../../../shared/channels/constants.ts';
import { useTags } from '../customers/customerQueries.ts';

interface TagFieldProps { id?: string; value?: string[]; onChange?: (tagIds: string[]) => void }

/** WeCom's corp tags, by group. */
export function TagField({ id, value, onChange }: TagFieldProps) {
  const { data, isPending } = useTags();
  const options = data?.groups.map(({ name, tags }) => ({ label: name, options: tags.map((tag) => ({ value: tag.id, label: tag.name })) })) ?? [];
  return (
    <Select
      {...(id ? { id } : {})} mode="multiple" className="full" value={value ?? []} {...(onChange ? { onChange } : {})} options={options} loading={isPending} maxCount={codeLimits.tags}
      showSearch={{ optionFilterProp: 'label' }} placeholder="选择要自动打上的标签" notFoundContent={isPending ? '正在读取标签' : '还没有企业标签，请先导入客户'} allowClear
    />
  );
}
