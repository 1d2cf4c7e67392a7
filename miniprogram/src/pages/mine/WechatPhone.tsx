import { ActionButton } from '../../components/ActionButton.tsx';
import { Refusal } from '../../components/Refusal.tsx';
import { api } from '../../lib/api.ts';
import { platform } from '../../lib/platform.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { mineWords } from './words.ts';

/** The number that WeChat has verified: one tap, no code to type. */
export function WechatPhone({ onDone }: { onDone: () => void }) {
  const { write, isBusy, error } = useWrite(async (code: Promise<string>, options) => api.customers.verifyWechatPhone({ code: await code }, options));
  const verify = async (code: Promise<string>) => { if (await write(code)) onDone(); };
  return (
    <>
      <ActionButton {...platform.getPhoneNumber((code) => void verify(code))} isBusy={isBusy}>{mineWords.wechatPhone}</ActionButton>
      <Refusal error={error} />
    </>
  );
}
