import { useState } from 'react';
import { ActionButton } from '../../components/ActionButton.tsx';
import { sayError } from '../../lib/say.ts';
import { signOut } from '../../lib/session.ts';

export function SignOutButton() {
  const [isBusy, setBusy] = useState(false);
  const leave = () => {
    setBusy(true);
    void signOut().catch(sayError).finally(() => setBusy(false));
  };
  return <ActionButton kind="text" isBusy={isBusy} onClick={leave}>退出</ActionButton>;
}
