import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { BrowserRouter } from 'react-router-dom';
import { FreshSignInDialog } from './components/FreshSignInDialog.tsx';
import { queryClient } from './lib/queryClient.ts';
import { useNarrow } from './lib/useNarrow.ts';
import { Pages } from './pages/Pages.tsx';
import { theme, touchTheme } from './theme.ts';

/** The whole panel with what its pages lean on. */
export function Panel() {
  const narrow = useNarrow();
  return (
    <ConfigProvider locale={zhCN} theme={narrow ? touchTheme : theme} button={{ autoInsertSpace: false }}>
      <AntApp component={false}>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter basename="/admin">
            <Pages />
            <FreshSignInDialog />
          </BrowserRouter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
