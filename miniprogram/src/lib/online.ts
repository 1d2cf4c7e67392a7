import { useSyncExternalStore } from 'react';
import { onlineManager } from '@tanstack/react-query';
import Taro from '@tarojs/taro';

/** Lets the query client ask again as soon as the phone is back; a browser's own events it knows by itself. */
export const followNetwork = (): void => (process.env.TARO_ENV === 'h5' ? undefined : onlineManager.setEventListener((tell) => {
  const hear = ({ isConnected }: { isConnected: boolean }) => tell(isConnected);
  Taro.onNetworkStatusChange(hear);
  Taro.getNetworkType({ success: ({ networkType }) => tell(networkType !== 'none') });
  return () => Taro.offNetworkStatusChange(hear);
}));

export const useOnline = (): boolean => useSyncExternalStore((listener) => onlineManager.subscribe(listener), () => onlineManager.isOnline());
