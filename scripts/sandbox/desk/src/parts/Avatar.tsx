export function Avatar({ id, size = 44 }: { id: string; size?: number }) {
  return <img className="avatar" src={`/avatar/${encodeURIComponent(id)}.svg`} width={size} height={size} alt="" loading="lazy" />;
}
