import { View } from '@tarojs/components';
import { Page } from '../../components/Page.tsx';
import { SwitchRow } from '../../components/SwitchRow.tsx';
import { useLargeType } from '../../lib/largeType.ts';

export default function Mine() {
  const [large, setLarge] = useLargeType();
  return (
    <Page title="我的">
      <View className="card">
        <SwitchRow label="大字模式" hint="字更大，看得更清楚" checked={large} onChange={setLarge} />
      </View>
    </Page>
  );
}
