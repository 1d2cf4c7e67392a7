import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Field } from '../../components/Field.tsx';
import { inviteWords } from './words.ts';

const longest = 40; // the contract's limit, with the hyphens and blanks that people type

export function TypeCode({ onTyped }: { onTyped: (code: string) => void }) {
  const [text, setText] = useState('');
  const code = text.trim();
  return (
    <View className="card card--padded">
      <Field label="邀请码" value={text} placeholder="例如 K7QM-3XWD-9HTB" maxLength={longest} onChange={setText} />
      <Text className="hint hint--small">{inviteWords.typeHint}</Text>
      <ActionButton disabled={code === ''} onClick={() => onTyped(code)}>查看邀请</ActionButton>
    </View>
  );
}
