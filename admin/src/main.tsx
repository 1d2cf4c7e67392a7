import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { FreshSignInDialog } from './components/FreshSignInDialog.tsx';
import { followNewRelease } from './lib/followNewRelease.ts';
import { queryClient } from './lib/queryClient.ts';
import { Pages } from './pages/Pages.tsx';
import './styles.css';
import { applyBrand, theme } from './theme.ts';

applyBrand();
followNewRelease();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <AntApp component={false}>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter basename="/admin">
            <Pages />
            <FreshSignInDialog />
          </BrowserRouter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  </StrictMode>,
);
