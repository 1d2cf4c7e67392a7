import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { NoticeText } from '../../components/NoticeText.tsx';
import { Page } from '../../components/Page.tsx';
import { PurposeSwitches } from '../../components/PurposeSwitches.tsx';
import { Refusal } from '../../components/Refusal.tsx';
import { SignInCard } from '../../components/SignInCard.tsx';
import { api } from '../../lib/api.ts';
import { isApiError } from '../../lib/apiError.ts';
import { forgetNotice, keepMyChoices, useMyChoices, type Choices } from '../../lib/choices.ts';
import { noticeAnswer } from '../../lib/noticeAnswer.ts';
import { refreshMine } from '../../lib/refreshMine.ts';
import { say } from '../../lib/say.ts';
import { useSignedIn } from '../../lib/token.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { mineWords } from './words.ts';

export default function Consents() {
  const isSignedIn = useSignedIn();
  const query = useMyChoices();
  return (
    <Page>
      <Loaded query={query} lines={6}>
        {(found) => (
          <>
            {isSignedIn ? <MyChoices key={found.choices.map((each) => each.decidedAt).join()} {...found} /> : <SignInCard title="我的授权" hint="登录后可以查看和更改您的授权。" />}
            <View className="card card--padded">
              <Text className="heading">{found.notice.title}</Text>
              <NoticeText notice={found.notice} />
            </View>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function MyChoices({ notice, choices }: Choices) {
  const [draft, setDraft] = useState(() => choices.map(({ purpose, granted }) => ({ purpose, granted: granted === true })));
  const { write, isBusy, error } = useWrite(api.privacy.saveChoices);
  const isChanged = choices.some(({ purpose, granted }) => draft.find((each) => each.purpose === purpose)?.granted !== (granted === true));
  const save = async () => {
    const saved = await write({ noticeVersion: notice.version, choices: draft });
    if (!saved) return;
    noticeAnswer.write({ version: notice.version, agreed: true, unsaved: null });
    keepMyChoices(saved);
    say(mineWords.saved);
  };
  const readAgain = () => void Promise.all([forgetNotice(), refreshMine()]);
  return (
    <View className="card card--padded">
      <Text className="heading">我的授权</Text>
      <Text className="hint">{mineWords.consentsHint}</Text>
      <PurposeSwitches choices={choices} draft={draft} onChange={setDraft} />
      <Refusal error={error} />
      {isApiError(error, 'privacy.noticeChanged') ? <ActionButton kind="plain" onClick={readAgain}>阅读新的说明</ActionButton> : <ActionButton disabled={!isChanged} isBusy={isBusy} onClick={() => void save()}>保存</ActionButton>}
    </View>
  );
}
