const paths = {
  back: 'M15 4 7 12l8 8',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  scan: 'M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M4 12h16',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4 4',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M6 9l6 6 6-6',
  right: 'M9 5l7 7-7 7',
  plus: 'M12 5v14M5 12h14',
  chat: 'M12 4c-4.7 0-8.5 3-8.5 6.8 0 2.1 1.2 4 3 5.2L6 19.5l3.4-1.8c.8.2 1.7.3 2.6.3 4.7 0 8.5-3.1 8.5-7S16.7 4 12 4z',
  people: 'M12 4.500a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.400zM4.5 20c0-3.6 3.4-5.5 7.5-5.500s7.5 1.9 7.5 5.500z',
  compass: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM15.5 8.500l-2 5-5 2 2-5z',
  grid: 'M4.5 4.500h6v6h-6zM13.5 4.500h6v6h-6zM4.5 13.500h6v6h-6zM13.5 13.500h6v6h-6z',
  up: 'M12 19V5M6 11l6-6 6 6',
  arrowDown: 'M12 5v14M6 13l6 6 6-6',
  file: 'M6 3.500h8l4 4v13H6zM14 3.500v4h4',
  film: 'M4 5h16v14H4zM10 9v6l5-3z',
  mail: 'M3.5 6h17v12h-17zM4 7l8 6 8-6',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  target: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 9.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  handset: 'M3 14c0-2 3.5-5 9-5s9 3 9 5v2h-5v-3h-8v3H3z',
  pin: 'M9 4h6l-1 6 3 3H7l3-3zM12 13v7',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={name === 'more' ? 3 : 1.8}
      strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
