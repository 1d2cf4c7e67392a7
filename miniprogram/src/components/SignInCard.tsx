import { Text, View } from '@tarojs/components';
import { useEnter } from '../lib/useEnter.ts';
import { ActionButton } from './ActionButton.tsx';

/** For whoever only looks around. */
export function SignInCard({ title, hint }: { title: string; hint: string }) {
  const { enter, isBusy } = useEnter();
  return (
    <View className="card card--padded">
      <Text className="heading">{title}</Text>
      <Text className="hint">{hint}</Text>
      <ActionButton isBusy={isBusy} onClick={() => void enter()}>登录</ActionButton>
    </View>
  );
}
