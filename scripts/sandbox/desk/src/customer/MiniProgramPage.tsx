import type { MiniProgramCard } from '../lib/types.ts';
import { MiniMark } from '../parts/Card.tsx';
import { Screen } from '../parts/Phone.tsx';

export function MiniProgramPage({ card, back }: { card: MiniProgramCard; back: () => void }) {
  return (
    <Screen title={card.title} back={back} plain>
      <div className="outside" data-testid="miniprogram-page">
        <span className="mini-big"><MiniMark size={40} /></span>
        <h3>{card.title}</h3>
        <p>小程序正在筹备，上线后可在这里领取权益。</p>
        <p className="outside-address">{card.page}</p>
      </div>
    </Screen>
  );
}
