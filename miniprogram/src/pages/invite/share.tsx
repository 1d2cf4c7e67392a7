import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Page } from '../../components/Page.tsx';
import { SignInCard } from '../../components/SignInCard.tsx';
import { sayUntil } from '../../lib/dates.ts';
import { say, sayError } from '../../lib/say.ts';
import { useSignedIn } from '../../lib/token.ts';
import { useMyInvite, type MyInvite } from '../../lib/useMine.ts';
import { Figures } from './Figures.tsx';
import { useInviteShare } from './useInviteShare.ts';
import { inviteWords } from './words.ts';
import './share.css';

export default function Share() {
  const isSignedIn = useSignedIn();
  const query = useMyInvite();
  const shareButton = useInviteShare(query.data?.invite ?? null);
  return (
    <Page>
      {isSignedIn ? (
        <Loaded query={query} lines={5}>
          {({ invite, figures, words }) => (
            <>
              {invite ? <Invite {...invite} shareButton={shareButton} /> : <View className="card card--padded"><Text className="hint">{words}</Text></View>}
              <Figures {...figures} />
            </>
          )}
        </Loaded>
      ) : <SignInCard title="邀请好友" hint={inviteWords.shareHint} />}
    </Page>
  );
}

type InviteProps = NonNullable<MyInvite['invite']> & { shareButton: ReturnType<typeof useInviteShare> };

function Invite({ campaignName, title, code, link, expiresAt, shareButton }: InviteProps) {
  const copy = () => Taro.setClipboardData({ data: link }).then(() => say(inviteWords.copied), sayError);
  return (
    <View className="card card--padded">
      <Text className="heading">{campaignName}</Text>
      <Text className="hint">{inviteWords.shareHint}</Text>
      <View className="invite-code" data-testid="invite-code"><Text userSelect>{code}</Text></View>
      <Text className="hint hint--small">{`有效期至 ${sayUntil(expiresAt)}。好友会看到：${title}`}</Text>
      <ActionButton {...shareButton}>转发给好友</ActionButton>
      <ActionButton kind="plain" onClick={() => void copy()}>复制链接</ActionButton>
    </View>
  );
}
