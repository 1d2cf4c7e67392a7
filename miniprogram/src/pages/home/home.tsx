import { Text, View } from '@tarojs/components';
import { brand } from '../../../../shared/brand.ts';
import { Page } from '../../components/Page.tsx';
import './home.css';

export default function Home() {
  return (
    <Page title="首页">
      <View className="card welcome">
        <Text className="welcome__title">{`欢迎来到${brand.bankName}`}</Text>
        <Text className="welcome__hint">您的客户经理、积分和权益都在这里。</Text>
      </View>
    </Page>
  );
}
