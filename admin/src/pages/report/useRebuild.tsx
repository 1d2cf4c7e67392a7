import { App, Button } from 'antd';
import { useLongWork } from '../../components/useLongWork.tsx';
import { api } from '../../lib/api.ts';
import { useCan } from '../../lib/useSession.ts';

/** Makes all figures anew: the button, where it may be pressed, and its bar. */
export function useRebuild() {
  const { modal } = App.useApp();
  const may = useCan('analytics.startRebuild');
  const { running, begin, bar } = useLongWork('analytics.rebuild', api.analytics.startRebuild);
  const ask = () => modal.confirm({ title: '重算全部数字？', content: '按保存的触达和银行事件，从头逐日重新计算。数字对不上时才需要；期间报表可以照常查看。', okText: '开始重算', cancelText: '取消', onOk: () => begin() });
  return { button: may && <Button onClick={ask} loading={running} data-testid="rebuild">{running ? '正在重算' : '重算'}</Button>, bar };
}
