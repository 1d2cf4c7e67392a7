import { View } from '@tarojs/components';
import { wordsOf } from '../lib/say.ts';
import './Refusal.css';

/** Why what was just tried failed, beside where it was tried. */
export function Refusal({ error }: { error: unknown }) {
  if (!error) return null;
  const { message, action } = wordsOf(error);
  return <View className="refusal" data-testid="refusal">{action ? `${message}，${action}` : message}</View>;
}
