import { useDesk } from '../lib/desk.ts';
import { Icon } from '../parts/Icon.tsx';

/** The way to the text messages, with how many wait, on top of every screen. */
export function NewSms({ onOpen }: { onOpen: () => void }) {
  const { state } = useDesk();
  const unread = state.sms.filter(({ read }) => !read).length;
  return (
    <button type="button" className="sms-open" data-testid="sms-open" aria-label={unread > 0 ? `短信，${unread} 条未读` : '短信'} onClick={onOpen}>
      <Icon name="mail" size={18} />短信{unread > 0 && <span className="badge" data-testid="sms-unread">{unread}</span>}
    </button>
  );
}
