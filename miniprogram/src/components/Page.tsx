import type { PropsWithChildren } from 'react';
import { Text, View } from '@tarojs/components';
import { useLargeType } from '../lib/largeType.ts';
import { useOnline } from '../lib/online.ts';
import { NoticeSheet } from './NoticeSheet.tsx';

/** What every page stands in: it carries 大字模式, tells that the phone is offline, and shows the privacy notice where somebody asks. A page above the tabs has its title in WeChat's bar. */
export function Page({ title, children }: PropsWithChildren<{ title?: string }>) {
  const [large] = useLargeType();
  const isOnline = useOnline();
  return (
    <View className={large ? 'page page--large' : 'page'}>
      {!isOnline && <View className="page__offline">网络不通，显示的可能不是最新内容</View>}
      {title && <Text className="page__title">{title}</Text>}
      {children}
      <NoticeSheet />
    </View>
  );
}
