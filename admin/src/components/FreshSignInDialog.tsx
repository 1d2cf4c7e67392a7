import { Modal } from 'antd';
import { dropFreshSignIn, useFreshSignInAsked } from '../lib/freshSignIn.ts';
import { here, signInUrl } from '../lib/signIn.ts';

/** A drawer and the dialog that asked lie below. */
const overAll = 1_200;

/** Sensitive acts ask for a sign-in of the last minutes; afterwards the person is back on the same page. */
export function FreshSignInDialog() {
  const open = useFreshSignInAsked();
  return (
    <Modal open={open} zIndex={overAll} title="重新验证身份" okText="去企业微信验证" cancelText="先不操作" onCancel={dropFreshSignIn} onOk={() => window.location.assign(signInUrl(here()))}>
      <p>此操作影响较大，需要确认是您本人。</p>
      <p className="hint">验证后会回到本页，请再操作一次。</p>
    </Modal>
  );
}
