import { useState } from 'react';

/** A customer's picture, or the last character of the name where there is none. */
export function Face({ src, name, size = 36 }: { src: string; name: string; size?: number }) {
  const [broken, setBroken] = useState(false);
  const box = { width: size, height: size };
  if (!src || broken) return <span className="face" style={box} aria-hidden>{[...name].at(-1) ?? '客'}</span>;
  return <img className="face" style={box} src={src} alt="" loading="lazy" referrerPolicy="no-referrer" onError={() => setBroken(true)} />;
}
