import { useEffect, useState } from 'react';
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useNotice, type Choices } from '../lib/choices.ts';
import { answerNotice, noticeOpen } from '../lib/enter.ts';
import { ActionButton } from './ActionButton.tsx';
import { NoticeText } from './NoticeText.tsx';
import { PurposeSwitches } from './PurposeSwitches.tsx';
import './NoticeSheet.css';

/** The privacy notice before signing in. Nothing is chosen beforehand, and refusing lets one look around. */
export function NoticeSheet() {
  const isOpen = noticeOpen.use();
  const { data } = useNotice();
  return isOpen && data ? <OpenSheet key={data.notice.version} {...data} /> : null;
}

// A page has no power over WeChat's tabs but to hide them; above the tabs there are none to hide, which is no failure.
const hideTabs = () => { Taro.hideTabBar().catch(() => undefined); };
const showTabs = () => { Taro.showTabBar().catch(() => undefined); };

function OpenSheet({ notice, choices }: Choices) {
  const [draft, setDraft] = useState(() => choices.map(({ purpose }) => ({ purpose, granted: false })));
  useEffect(() => {
    hideTabs();
    return showTabs;
  }, []);
  const answer = (agreed: boolean) => answerNotice({ version: notice.version, agreed, unsaved: agreed ? draft : null });
  return (
    <View className="notice" catchMove>
      <View className="notice__panel" data-testid="notice">
        <Text className="heading">{notice.title}</Text>
        <View className="notice__text"><NoticeText notice={notice} /></View>
        <View className="notice__choices">
          <Text className="notice__ask">以下由您选择，不选也能使用</Text>
          <PurposeSwitches choices={choices} draft={draft} onChange={setDraft} />
        </View>
        <View className="notice__buttons">
          <ActionButton kind="text" onClick={() => answer(false)}>仅浏览</ActionButton>
          <ActionButton onClick={() => answer(true)}>同意并继续</ActionButton>
        </View>
      </View>
    </View>
  );
}
