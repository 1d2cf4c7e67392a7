import { useState } from 'react';

/** The screens opened one over another on a phone; an empty pile shows its home. */
export function useScreens<Screen>() {
  const [pile, setPile] = useState<Screen[]>([]);
  return {
    top: pile.at(-1),
    depth: pile.length,
    open: (screen: Screen) => setPile((screens) => [...screens, screen]),
    swap: (screen: Screen) => setPile((screens) => [...screens.slice(0, -1), screen]),
    back: () => setPile((screens) => screens.slice(0, -1)),
    home: (screen?: Screen) => setPile(screen ? [screen] : []),
  };
}
