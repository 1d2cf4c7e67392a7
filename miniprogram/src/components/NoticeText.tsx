import { Text, View } from '@tarojs/components';
import type { Choices } from '../lib/choices.ts';
import { sayDate } from '../lib/dates.ts';

/** The privacy notice in full. */
export const NoticeText = ({ notice }: { notice: Choices['notice'] }) => (
  <View>
    <Text className="hint">{notice.intro}</Text>
    {notice.sections.map(({ heading, lines }) => (
      <View key={heading} className="notice__section">
        <Text className="notice__heading">{heading}</Text>
        {lines.map((line) => <Text key={line} className="hint">{line}</Text>)}
      </View>
    ))}
    <Text className="hint hint--small">{`第 ${notice.version} 版，${sayDate(`${notice.effectiveFrom}T00:00:00+08:00`)}起生效`}</Text>
  </View>
);
