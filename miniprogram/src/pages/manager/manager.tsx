import { Text, View } from '@tarojs/components';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { ManagerName } from '../../components/ManagerName.tsx';
import { Page } from '../../components/Page.tsx';
import { SignInCard } from '../../components/SignInCard.tsx';
import { go } from '../../lib/go.ts';
import { platform } from '../../lib/platform.ts';
import { sayError } from '../../lib/say.ts';
import { useSignedIn } from '../../lib/token.ts';
import { useMyManager, type MyManager } from '../../lib/useMine.ts';
import { ContactWay } from './ContactWay.tsx';

export default function Manager() {
  const isSignedIn = useSignedIn();
  const query = useMyManager();
  return (
    <Page>
      {isSignedIn ? <Loaded query={query} lines={4}>{(found) => <Card {...found} />}</Loaded> : <SignInCard title="我的客户经理" hint="登录后可以看到并联系您的客户经理。" />}
    </Page>
  );
}

function Card({ manager, words }: MyManager) {
  if (manager === null) {
    return (
      <View className="card card--padded">
        <Text className="hint">{words}</Text>
        <ActionButton kind="plain" onClick={() => go('invite/accept')}>输入邀请码</ActionButton>
      </View>
    );
  }
  const call = () => platform.callPhone(manager.telephone).catch(sayError);
  return (
    <>
      <View className="card card--padded">
        <ManagerName manager={manager} />
        <Text className="hint hint--small">{words}</Text>
        {manager.telephone && <ActionButton onClick={() => void call()}>打电话</ActionButton>}
        {manager.telephone && <Text className="hint hint--small figures">座机 {manager.telephone}</Text>}
      </View>
      <ContactWay {...manager} />
    </>
  );
}
