import { Text, View } from '@tarojs/components';
import './ManagerName.css';

interface ManagerNameProps { manager: { name: string; position?: string; departmentName: string } }

/** A manager as a card shows one: the last letters of the name stand in for a picture. */
export const ManagerName = ({ manager: { name, position, departmentName } }: ManagerNameProps) => (
  <View className="manager-name">
    <View className="manager-name__face" aria-hidden>{name.slice(-2)}</View>
    <View className="manager-name__words">
      <Text className="heading">{name}</Text>
      <Text className="hint">{[position, departmentName].filter(Boolean).join(' · ')}</Text>
    </View>
  </View>
);
