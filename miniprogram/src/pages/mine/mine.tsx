import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { LinkRow } from '../../components/LinkRow.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Page } from '../../components/Page.tsx';
import { SignInCard } from '../../components/SignInCard.tsx';
import { SwitchRow } from '../../components/SwitchRow.tsx';
import { go } from '../../lib/go.ts';
import { useLargeType } from '../../lib/largeType.ts';
import { refreshMine } from '../../lib/refreshMine.ts';
import { useSignedIn } from '../../lib/token.ts';
import { useFirstEntry } from '../../lib/useFirstEntry.ts';
import { useMember } from '../../lib/useMine.ts';
import { SignOutButton } from './SignOutButton.tsx';
import { mineWords } from './words.ts';

export default function Mine() {
  const isSignedIn = useSignedIn();
  const [large, setLarge] = useLargeType();
  useFirstEntry();
  useDidShow(() => void refreshMine());
  return (
    <Page title="我的">
      {isSignedIn ? <Phone /> : <SignInCard title={mineWords.signedOut} hint={mineWords.signedOutHint} />}
      <View className="card">
        <LinkRow label="输入邀请码" onClick={() => go('invite/accept')} />
        {isSignedIn && <LinkRow label="邀请好友" onClick={() => go('invite/share')} />}
        <LinkRow label="授权管理" onClick={() => go('mine/consents')} />
      </View>
      <View className="card">
        <SwitchRow label="大字模式" hint="字更大，看得更清楚" checked={large} onChange={setLarge} />
      </View>
      {isSignedIn && <SignOutButton />}
    </Page>
  );
}

function Phone() {
  const member = useMember();
  return (
    <Loaded query={member} lines={2}>
      {({ phoneMasked, isPhoneVerified }) => (
        <View className="card">
          <LinkRow label={isPhoneVerified ? '我的手机号' : '验证手机号'} value={isPhoneVerified ? phoneMasked : '未验证'} onClick={() => go('mine/phone')} />
        </View>
      )}
    </Loaded>
  );
}
