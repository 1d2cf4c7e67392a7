import { Text, View } from '@tarojs/components';
import { Switch } from '../lib/nutui.ts';
import './SwitchRow.css';

interface SwitchRowProps { label: string; hint: string; checked: boolean; onChange: (checked: boolean) => void }

/** The whole row is the tap; the switch only shows. */
export function SwitchRow({ label, hint, checked, onChange }: SwitchRowProps) {
  return (
    <View className="switch-row" onClick={() => onChange(!checked)}>
      <View className="switch-row__words">
        <Text className="switch-row__label">{label}</Text>
        <Text className="switch-row__hint">{hint}</Text>
      </View>
      <Switch className="switch-row__switch" checked={checked} ariaLabel={label} />
    </View>
  );
}
