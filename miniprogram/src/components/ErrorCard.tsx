import { Text, View } from '@tarojs/components';
import { isApiError } from '../lib/apiError.ts';
import { wordsOf } from '../lib/say.ts';
import { ActionButton } from './ActionButton.tsx';

/** What went wrong, what to do, and the number to quote. */
export function ErrorCard({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { message, action } = wordsOf(error);
  const requestId = isApiError(error) ? error.requestId : '';
  return (
    <View className="card card--padded">
      <Text className="heading">{message}</Text>
      <Text className="hint">{action}</Text>
      {requestId && <Text className="hint hint--small" userSelect>请求编号 {requestId}</Text>}
      {onRetry && <ActionButton kind="plain" onClick={onRetry}>重试</ActionButton>}
    </View>
  );
}
