import { Icon } from './Icon.tsx';

interface Props { testid: string; name: string; icon: 'chat' | 'mail'; letters: { read: boolean }[]; onOpen: () => void }

/** The way to text messages or mail, with how many wait, on top of every screen. */
export function InboxButton({ testid, name, icon, letters, onOpen }: Props) {
  const unread = letters.filter(({ read }) => !read).length;
  return (
    <button type="button" className="inbox-open" data-testid={`${testid}-open`} aria-label={unread > 0 ? `${name}，${unread} 条未读` : name} onClick={onOpen}>
      <Icon name={icon} size={18} />{name}{unread > 0 && <span className="badge" data-testid={`${testid}-unread`}>{unread}</span>}
    </button>
  );
}
