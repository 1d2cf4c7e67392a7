import { Input, Text, View } from '@tarojs/components';
import './Field.css';

interface FieldProps { label: string; value: string; placeholder: string; kind?: 'text' | 'number'; maxLength: number; onChange: (value: string) => void }

export const Field = ({ label, value, placeholder, kind = 'text', maxLength, onChange }: FieldProps) => (
  <View className="field">
    <Text className="field__label">{label}</Text>
    <Input className="field__input" type={kind} value={value} placeholder={placeholder} maxlength={maxLength} aria-label={label} onInput={({ detail }) => onChange(detail.value)} />
  </View>
);
