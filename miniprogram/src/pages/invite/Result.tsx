import { Text, View } from '@tarojs/components';
import type { Answer, Api } from '../../../../shared/api.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { go, goTab } from '../../lib/go.ts';
import { resultWords } from './words.ts';

export function Result(redeemed: Answer<Api['referral']['redeemInviteCode']>) {
  const { title, hint } = resultWords(redeemed);
  return (
    <View className="card card--padded" data-testid="accept-result">
      <Text className="heading">{title}</Text>
      <Text className="hint">{hint}</Text>
      {redeemed.bound && <ActionButton onClick={() => go('manager/manager')}>联系客户经理</ActionButton>}
      <ActionButton kind="plain" onClick={() => goTab('home')}>去首页</ActionButton>
    </View>
  );
}
