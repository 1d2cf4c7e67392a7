import { Text, View } from '@tarojs/components';
import './LinkRow.css';

interface LinkRowProps { label: string; value?: string; onClick: () => void }

/** A row that leads on. */
export const LinkRow = ({ label, value, onClick }: LinkRowProps) => (
  <View className="link-row" hoverClass="link-row--pressed" onClick={onClick}>
    <Text className="link-row__label">{label}</Text>
    {value && <Text className="link-row__value">{value}</Text>}
    <View className="link-row__arrow" />
  </View>
);
