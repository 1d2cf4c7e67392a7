import { useSyncExternalStore } from 'react';
import Taro from '@tarojs/taro';

export interface LiveValue<Value> { read: () => Value; write: (value: Value) => void; use: () => Value }

/** A value that every open page follows. */
export function liveValue<Value>(first: () => Value, keep: (value: Value) => void = () => undefined): LiveValue<Value> {
  const listeners = new Set<() => void>();
  let held: { value: Value } | undefined;
  const read = () => (held ??= { value: first() }).value;
  const write = (value: Value) => {
    held = { value };
    keep(value);
    listeners.forEach((listener) => listener());
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  };
  return { read, write, use: () => useSyncExternalStore(subscribe, read) };
}

/** The same, kept on this phone. */
export const keptValue = <Value>(place: string, empty: Value): LiveValue<Value> =>
  liveValue<Value>(() => Taro.getStorageSync<Value | ''>(place) || empty, (value) => Taro.setStorageSync(place, value)); // WeChat gives '' for nothing
