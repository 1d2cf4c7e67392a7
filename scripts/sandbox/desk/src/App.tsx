import { useCallback, useEffect, useMemo, useState } from 'react';
import { CustomerHolder, MemberHolder } from './bar/Holders.tsx';
import { TopBar } from './bar/TopBar.tsx';
import { CustomerPhone } from './customer/CustomerPhone.tsx';
import { DeskContext, type Notice } from './lib/desk.ts';
import { placeStyle, usePhoneWidth } from './lib/phoneWidth.ts';
import { useSandboxState } from './lib/stream.ts';
import { LogPanel } from './log/LogPanel.tsx';
import { ManagerPhone } from './manager/ManagerPhone.tsx';
import { Icon } from './parts/Icon.tsx';

const noticeMs = 6_000;

export function App() {
  const { state, offline } = useSandboxState();
  const [width, setWidth] = usePhoneWidth();
  const [notice, setNotice] = useState<Notice>();
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(undefined), noticeMs);
    return () => clearTimeout(timer);
  }, [notice]);
  const attempt = useCallback(async <Answer,>(run: () => Promise<Answer>) => {
    try {
      return await run();
    } catch (error) {
      setNotice({ text: error instanceof Error ? error.message : String(error), bad: true });
      return undefined;
    }
  }, []);
  const desk = useMemo(() => state && { state, say: setNotice, attempt }, [state, attempt]);

  if (!desk) return <p className="starting" role="status">{offline ? '连不上沙箱，请看看它是否还在运行。' : '正在打开沙箱…'}</p>;
  return (
    <DeskContext.Provider value={desk}>
      <TopBar offline={offline} width={width} onWidth={setWidth} />
      <main>
        <div className="phones">
          <div className="place" style={placeStyle(width)}><CustomerHolder /><CustomerPhone /></div>
          <div className="place"><MemberHolder /><ManagerPhone /></div>
        </div>
        <LogPanel />
      </main>
      <div className="notices" role="status">
        {notice && (
          <div className={notice.bad ? 'notice bad' : 'notice'}>
            <span>{notice.text}</span>
            {notice.action && <button type="button" onClick={() => { notice.action?.run(); setNotice(undefined); }}>{notice.action.label}</button>}
            <button type="button" className="notice-close" aria-label="关闭提示" onClick={() => setNotice(undefined)}><Icon name="close" size={16} /></button>
          </div>
        )}
      </div>
    </DeskContext.Provider>
  );
}
