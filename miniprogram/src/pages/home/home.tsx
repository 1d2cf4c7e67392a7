import { View } from '@tarojs/components';
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { LinkRow } from '../../components/LinkRow.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Page } from '../../components/Page.tsx';
import { SignInCard } from '../../components/SignInCard.tsx';
import { go } from '../../lib/go.ts';
import { queryClient } from '../../lib/queryClient.ts';
import { refreshMine } from '../../lib/refreshMine.ts';
import { useSignedIn } from '../../lib/token.ts';
import { useFirstEntry } from '../../lib/useFirstEntry.ts';
import { useMyInvite, useMyManager } from '../../lib/useMine.ts';
import { Benefits } from './Benefits.tsx';
import { ManagerCard } from './ManagerCard.tsx';
import { homeWords } from './words.ts';

export default function Home() {
  const isSignedIn = useSignedIn();
  useFirstEntry();
  useDidShow(() => void refreshMine());
  usePullDownRefresh(() => void queryClient.invalidateQueries().finally(() => Taro.stopPullDownRefresh()));
  return (
    <Page title="首页">
      {isSignedIn ? <Member /> : <SignInCard title={homeWords.welcome} hint={homeWords.welcomeHint} />}
      <Benefits />
    </Page>
  );
}

function Member() {
  const manager = useMyManager();
  const { data } = useMyInvite();
  return (
    <>
      <Loaded query={manager} lines={4}>{(found) => <ManagerCard {...found} />}</Loaded>
      {data?.invite && <View className="card"><LinkRow label="邀请好友" value={data.invite.campaignName} onClick={() => go('invite/share')} /></View>}
    </>
  );
}
