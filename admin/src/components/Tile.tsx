import { InfoCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { Link } from 'react-router-dom';
import { count } from '../lib/figures.ts';

interface TileProps {
  name: string;
  value: number | undefined;
  unit: string;
  /** How it is computed. */
  formula: string;
  note?: string;
  /** The rows behind it. */
  to?: string | undefined;
  testId?: string;
}

export function Tile({ name, value, unit, formula, note, to, testId }: TileProps) {
  const figure = <span className="tile-value" data-testid={testId}>{value === undefined ? '–' : count(value)}</span>;
  return (
    <div className="card tile">
      <div className="tile-name">{name} <Tooltip title={formula}><InfoCircleOutlined tabIndex={0} aria-label={`${name}的算法：${formula}`} /></Tooltip></div>
      <div className="tile-figure">{to ? <Link to={to} aria-label={`${name} ${value ?? ''} ${unit}，查看明细`}>{figure}</Link> : figure}<span className="tile-unit">{unit}</span></div>
      <div className="hint">{note ?? ' '}</div>
    </div>
  );
}
