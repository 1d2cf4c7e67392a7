import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followNewRelease } from './lib/followNewRelease.ts';
import { Panel } from './Panel.tsx';
import './styles.css';
import { applyBrand } from './theme.ts';

applyBrand();
followNewRelease();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<StrictMode><Panel /></StrictMode>);
