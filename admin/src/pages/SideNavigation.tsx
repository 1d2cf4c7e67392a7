import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router-dom';
import { openSections, type Entry } from './navigation.tsx';

export function SideNavigation({ can }: { can: readonly string[] }) {
  const place = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // on a phone the entries are a strip wider than the screen
  useEffect(() => { place.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'center' }); }, [pathname, can.length]);
  return (
    <nav ref={place} className="nav" aria-label="主导航">
      {openSections(can).map(({ name, entries }) => (
        <div key={name} className="nav-section">
          {name && <div className="nav-title">{name}</div>}
          {entries.map((entry) => <NavigationEntry key={entry.to} {...entry} />)}
        </div>
      ))}
    </nav>
  );
}

function NavigationEntry({ name, to, icon, outside }: Entry) {
  if (outside) return <a className="nav-entry" href={to} target="_blank" rel="noopener">{icon}<span>{name}</span></a>;
  return <NavLink className="nav-entry" to={to} end={to === '/'}>{icon}<span>{name}</span></NavLink>;
}
