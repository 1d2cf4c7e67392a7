import { Text, View } from '@tarojs/components';
import { ActionButton } from '../../components/ActionButton.tsx';
import { ManagerName } from '../../components/ManagerName.tsx';
import { go } from '../../lib/go.ts';
import type { MyManager } from '../../lib/useMine.ts';

/** Who looks after the customer, with one button. */
export function ManagerCard({ manager, words }: MyManager) {
  if (manager === null) {
    return (
      <View className="card card--padded">
        <Text className="heading">我的客户经理</Text>
        <Text className="hint">{words}</Text>
        <ActionButton kind="plain" onClick={() => go('invite/accept')}>输入邀请码</ActionButton>
      </View>
    );
  }
  return (
    <View className="card card--padded" data-testid="my-manager">
      <ManagerName manager={manager} />
      <Text className="hint hint--small">{words}</Text>
      <ActionButton onClick={() => go('manager/manager')}>联系</ActionButton>
    </View>
  );
}
