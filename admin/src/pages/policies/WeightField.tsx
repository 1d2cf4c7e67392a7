import { Slider } from 'antd';
import { strengthWords } from './policyWords.ts';

interface WeightFieldProps { value?: number; onChange?: (weight: number) => void; name: string; hint: string }

/** How strong one kind of touch is, 0 to 9, in words too. */
export const WeightField = ({ value = 0, onChange, name, hint }: WeightFieldProps) => (
  <div className="weight">
    <span className="weight-name">{name}<span className="hint">{hint}</span></span>
    <Slider min={0} max={9} value={value} {...(onChange ? { onChange } : {})} ariaLabelForHandle={`${name}的强度`} ariaValueTextFormatterForHandle={strengthWords} tooltip={{ open: false }} />
    <span className="figure weight-words">{strengthWords(value)}</span>
  </div>
);
