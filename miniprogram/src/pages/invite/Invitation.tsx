import { Text, View } from '@tarojs/components';
import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ActionButton } from '../../components/ActionButton.tsx';
import { ErrorCard } from '../../components/ErrorCard.tsx';
import { ManagerName } from '../../components/ManagerName.tsx';
import { Refusal } from '../../components/Refusal.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { api } from '../../lib/api.ts';
import { mayPass } from '../../lib/apiError.ts';
import { useSignedIn } from '../../lib/token.ts';
import { sayUntil } from '../../lib/dates.ts';
import { Result } from './Result.tsx';
import { useAccept } from './useAccept.ts';
import { inviteWords } from './words.ts';
import './Invitation.css';

interface InvitationProps { code: string; via: string | undefined; onOther: () => void }

/** Who invites, to be read before signing in; then one button. */
export function Invitation({ code, via, onOther }: InvitationProps) {
  const { data, error, refetch } = useQuery({ queryKey: ['invitation', code], queryFn: ({ signal }) => api.referral.peekInvite({ code }, { signal }) });
  const { accept, isBusy, refusal, result } = useAccept({ code, ...(via ? { via } : {}) });
  useOpening(code, via, data !== undefined);
  if (result) return <Result {...result} />;
  if (error) return <><ErrorCard error={error} onRetry={mayPass(error) ? () => void refetch() : undefined} /><Other onOther={onOther} /></>;
  if (!data) return <Skeleton lines={4} />;
  return (
    <View className="card card--padded">
      <ManagerName manager={{ name: data.managerName, departmentName: data.departmentName }} />
      <Text className="invitation__words">{`邀请您参加「${data.campaignName}」`}</Text>
      <Text className="hint">{inviteWords.acceptHint}</Text>
      <Text className="hint hint--small">{`邀请码 ${data.code}，有效期至 ${sayUntil(data.expiresAt)}`}</Text>
      <ActionButton isBusy={isBusy} onClick={() => void accept()}>接受邀请</ActionButton>
      <Refusal error={refusal} />
      <Other onOther={onOther} />
    </View>
  );
}

const Other = ({ onOther }: { onOther: () => void }) => <ActionButton kind="text" onClick={onOther}>换一个邀请码</ActionButton>;

/** Whoever is signed in has opened the invitation by looking at it; the others are noted when they accept. A note that is lost costs a figure only. */
function useOpening(code: string, via: string | undefined, isUsable: boolean): void {
  const isSignedIn = useSignedIn();
  useEffect(() => {
    if (isSignedIn && isUsable) api.referral.openInvite({ code, ...(via ? { via } : {}) }).catch(() => undefined);
  }, [isSignedIn, isUsable, code, via]);
}
