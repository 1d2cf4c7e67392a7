import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { phoneCodeLimits } from '../../../../shared/customers/constants.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Field } from '../../components/Field.tsx';
import { Refusal } from '../../components/Refusal.tsx';
import { api } from '../../lib/api.ts';
import { liveValue } from '../../lib/liveValue.ts';
import { useCountdown } from '../../lib/useCountdown.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { mineWords } from './words.ts';

interface Sent { challengeId: string; resendAt: string; phone: string }
/** Outlives the page: whoever looks at the text message and comes back need not ask again. */
const lastSent = liveValue<Sent | null>(() => null);
const phoneDigits = 11;

/** A code by text message. */
export function SmsCode({ onDone }: { onDone: () => void }) {
  const sent = lastSent.use();
  const [phone, setPhone] = useState(sent?.phone ?? '');
  const [code, setCode] = useState('');
  const seconds = useCountdown(sent?.resendAt);
  const asking = useWrite(api.customers.askPhoneCode);
  const verifying = useWrite(api.customers.verifyPhoneCode);
  const ask = async () => {
    verifying.forgetError();
    const asked = await asking.write({ phone });
    if (asked) lastSent.write({ ...asked, phone });
  };
  const verify = async () => {
    if (!sent || !(await verifying.write({ challengeId: sent.challengeId, code }))) return;
    lastSent.write(null);
    onDone();
  };
  const askWords = seconds > 0 ? `${seconds} 秒后可重新获取` : '获取验证码';
  return (
    <View className="card card--padded">
      <Field label="手机号" kind="number" value={phone} placeholder="11 位手机号" maxLength={phoneDigits} onChange={setPhone} />
      <ActionButton kind="plain" disabled={phone.length !== phoneDigits || seconds > 0} isBusy={asking.isBusy} onClick={() => void ask()}>{askWords}</ActionButton>
      <Refusal error={asking.error} />
      {sent && (
        <>
          <Text className="hint hint--small">{`验证码已发送到 ${sent.phone}，${phoneCodeLimits.minutes} 分钟内有效。${mineWords.phoneSafety}`}</Text>
          <Field label="验证码" kind="number" value={code} placeholder={`${phoneCodeLimits.digits} 位数字`} maxLength={phoneCodeLimits.digits} onChange={setCode} />
          <ActionButton disabled={code.length !== phoneCodeLimits.digits} isBusy={verifying.isBusy} onClick={() => void verify()}>验证手机号</ActionButton>
          <Refusal error={verifying.error} />
        </>
      )}
    </View>
  );
}
