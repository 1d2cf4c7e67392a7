import { Text, View } from '@tarojs/components';
import type { MyInvite } from '../../lib/useMine.ts';

const names = { shared: '我转发', opened: '好友打开', redeemed: '好友接受' } as const;
const order = ['shared', 'opened', 'redeemed'] as const;

export const Figures = (figures: MyInvite['figures']) => (
  <View className="card card--padded invite-figures">
    {order.map((each) => (
      <View key={each} className="invite-figures__one" data-testid={`figure-${each}`}>
        <Text className="heading figures">{figures[each]}</Text>
        <Text className="hint">{names[each]}</Text>
      </View>
    ))}
  </View>
);
