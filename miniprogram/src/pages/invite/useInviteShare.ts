import type { ButtonProps } from '@tarojs/components';
import { brand } from '../../../../shared/brand.ts';
import { api } from '../../lib/api.ts';
import { platform, type ShareMessage } from '../../lib/platform.ts';
import { randomId } from '../../lib/randomId.ts';
import { refreshMine } from '../../lib/refreshMine.ts';
import { sayError } from '../../lib/say.ts';
import type { MyInvite } from '../../lib/useMine.ts';
import { useShare } from '../../lib/useShare.ts';

const nothing: ShareMessage = { title: brand.bankName, path: '/pages/home/home' };

/** Props of the button that passes the invitation on. Each share, by the button or by WeChat's menu, is told under an id of its own. */
export function useInviteShare(invite: MyInvite['invite']): ButtonProps {
  const message = invite ? { title: invite.title, path: `/${invite.path}` } : nothing;
  const note = () => {
    if (invite) void api.referral.recordShare({ code: invite.code, shareId: randomId() }).then(refreshMine).catch(sayError);
  };
  useShare(message, note);
  const button = platform.share(message);
  if (process.env.TARO_ENV !== 'h5') return button;
  return { ...button, onClick: (event) => { note(); button.onClick?.(event); } };
}
