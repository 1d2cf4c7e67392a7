import { useEffect, type PropsWithChildren } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { saveUnsaved } from './lib/enter.ts';
import { followMenuShare } from './lib/menuShare.ts';
import { followNetwork } from './lib/online.ts';
import { queryClient } from './lib/queryClient.ts';
import { sayError } from './lib/say.ts';
import './app.css';

export default function App({ children }: PropsWithChildren) {
  useEffect(() => {
    followNetwork();
    followMenuShare();
    saveUnsaved().catch(sayError);
  }, []);
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
