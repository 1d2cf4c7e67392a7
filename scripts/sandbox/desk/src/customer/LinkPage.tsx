import type { LinkCard } from '../lib/types.ts';
import { Screen } from '../parts/Phone.tsx';

export function LinkPage({ link, back }: { link: LinkCard; back: () => void }) {
  return (
    <Screen title={link.title} back={back} plain>
      <div className="outside">
        <h3>{link.title}</h3>
        {link.desc && <p>{link.desc}</p>}
        <p className="outside-address">{link.url}</p>
        <a className="wide-button" href={link.url} target="_blank" rel="noreferrer">在浏览器打开</a>
      </div>
    </Screen>
  );
}
