import { InfoCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { Link } from 'react-router-dom';
import { count } from '../lib/figures.ts';
import { Sparkline } from './Sparkline.tsx';

interface TileProps {
  name: string;
  /** A number, or an amount in words. */
  value: number | string | undefined;
  unit: string;
  /** The value without rounding, where it was rounded. */
  inFull?: string | undefined;
  /** How it is computed. */
  formula: string;
  note?: string | undefined;
  /** By day. */
  trend?: readonly number[] | undefined;
  /** The rows behind it. */
  to?: string | undefined;
  testId?: string;
}

export function Tile({ name, value, unit, inFull, formula, note, trend, to, testId }: TileProps) {
  const said = value === undefined ? '–' : typeof value === 'number' ? count(value) : value;
  const figure = <span className="tile-value" data-testid={testId} title={inFull}>{said}</span>;
  return (
    <div className="card tile">
      <div className="tile-name">{name} <Tooltip title={formula}><InfoCircleOutlined tabIndex={0} aria-label={`${name}的算法：${formula}`} /></Tooltip></div>
      <div className="tile-figure">{to ? <Link to={to} aria-label={`${name} ${value ?? ''} ${unit}，查看明细`}>{figure}</Link> : figure}<span className="tile-unit">{unit}</span></div>
      {trend && <Sparkline values={trend} />}
      <div className="hint">{note ?? ' '}</div>
    </div>
  );
}
