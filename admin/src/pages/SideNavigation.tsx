import { NavLink } from 'react-router-dom';
import { openSections, type Entry } from './navigation.tsx';

export const SideNavigation = ({ can }: { can: readonly string[] }) => (
  <nav className="nav" aria-label="主导航">
    {openSections(can).map(({ name, entries }) => (
      <div key={name} className="nav-section">
        {name && <div className="nav-title">{name}</div>}
        {entries.map((entry) => <NavigationEntry key={entry.to} {...entry} />)}
      </div>
    ))}
  </nav>
);

function NavigationEntry({ name, to, icon, outside }: Entry) {
  if (outside) return <a className="nav-entry" href={to} target="_blank" rel="noopener">{icon}<span>{name}</span></a>;
  return <NavLink className="nav-entry" to={to} end={to === '/'}>{icon}<span>{name}</span></NavLink>;
}
