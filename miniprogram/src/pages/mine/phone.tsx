import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Page } from '../../components/Page.tsx';
import { SignInCard } from '../../components/SignInCard.tsx';
import { goTab } from '../../lib/go.ts';
import { refreshMine } from '../../lib/refreshMine.ts';
import { useSignedIn } from '../../lib/token.ts';
import { useMember } from '../../lib/useMine.ts';
import { SmsCode } from './SmsCode.tsx';
import { WechatPhone } from './WechatPhone.tsx';
import { mineWords } from './words.ts';

export default function Phone() {
  const isSignedIn = useSignedIn();
  const member = useMember();
  const [isDone, setDone] = useState(false);
  const done = () => {
    setDone(true);
    void refreshMine();
  };
  if (!isSignedIn) return <Page><SignInCard title="验证手机号" hint={mineWords.phoneHint} /></Page>;
  return (
    <Page>
      <Loaded query={member} lines={2}>{({ phoneMasked }) => (isDone ? <Done phone={phoneMasked} /> : <Ask phone={phoneMasked} onDone={done} />)}</Loaded>
    </Page>
  );
}

const Ask = ({ phone, onDone }: { phone: string; onDone: () => void }) => (
  <>
    <View className="card card--padded">
      <Text className="hint">{phone ? `已验证 ${phone}，可以更换。` : mineWords.phoneHint}</Text>
      <WechatPhone onDone={onDone} />
    </View>
    <SmsCode onDone={onDone} />
  </>
);

const Done = ({ phone }: { phone: string }) => (
  <View className="card card--padded">
    <Text className="heading">{mineWords.phoneDone}</Text>
    <Text className="hint figures">{phone}</Text>
    <ActionButton onClick={() => goTab('mine')}>返回我的</ActionButton>
  </View>
);
