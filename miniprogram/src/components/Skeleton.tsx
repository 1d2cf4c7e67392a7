import { View } from '@tarojs/components';
import './Skeleton.css';

/** The shape of what comes: a card of so many lines. */
export const Skeleton = ({ lines = 3 }: { lines?: number }) => (
  <View className="card card--padded skeleton" aria-label="正在加载">
    {Array.from({ length: lines }, (_, index) => <View key={index} className="skeleton__line" />)}
  </View>
);
