import { View } from '@tarojs/components';
import type { Choices, Decision } from '../lib/choices.ts';
import { SwitchRow } from './SwitchRow.tsx';
import './PurposeSwitches.css';

interface PurposeSwitchesProps { choices: Choices['choices']; draft: readonly Decision[]; onChange: (draft: Decision[]) => void }

/** Each purpose by itself: what is not chosen is off. */
export const PurposeSwitches = ({ choices, draft, onChange }: PurposeSwitchesProps) => (
  <View className="purposes">
    {choices.map(({ purpose, name, words }) => (
      <SwitchRow
        key={purpose} label={name} hint={words} checked={draft.find((each) => each.purpose === purpose)?.granted ?? false}
        onChange={(granted) => onChange(draft.map((each) => (each.purpose === purpose ? { purpose, granted } : each)))}
      />
    ))}
  </View>
);
