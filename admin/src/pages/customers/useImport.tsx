import { Button } from 'antd';
import { useLongWork } from '../../components/useLongWork.tsx';
import { api } from '../../lib/api.ts';
import { useCan } from '../../lib/useSession.ts';

/** Reads all contacts, tags and relations from WeCom: the button, where it may be pressed, and its bar. */
export function useImport() {
  const may = useCan('customers.startImport');
  const { running, begin, bar } = useLongWork('customers.import', api.customers.startImport);
  return { button: may && <Button onClick={begin} loading={running}>{running ? '正在导入客户' : '导入客户'}</Button>, bar };
}
