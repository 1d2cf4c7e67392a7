import { Alert, App, Button, DatePicker, Form, Modal } from 'antd';
import dayjs from 'dayjs';
import { roleNames } from '../../../../shared/org/constants.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { StaffSelect } from '../../components/StaffSelect.tsx';
import { api } from '../../lib/api.ts';
import { isApiError } from '../../lib/apiError.ts';
import { businessDay } from '../../lib/clock.ts';
import { sayDay } from '../../lib/dates.ts';
import { useSession } from '../../lib/useSession.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { approvalsKey, deputiesKey, useDeputies, type Deputy } from './approvalQueries.ts';

/** Who decides for whom while somebody is away. */
export function Deputies({ onClose }: { onClose: () => void }) {
  const { data, error, refetch } = useDeputies();
  const userid = useSession().data?.userid;
  const mine = data?.rows.filter(({ staff }) => staff.userid === userid) ?? [];
  const others = data?.rows.filter(({ staff }) => staff.userid !== userid) ?? [];
  return (
    <Modal open title="代理人" footer={null} onCancel={onClose} width={520}>
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
      {data && (
        <>
          <p className="dialog-words">您不在时，由代理人审批等您审批的申请；代理人不能审批自己提交的申请。</p>
          {mine.length === 0 ? <p className="hint">现在没有设置代理人。</p> : <ul className="lines">{mine.map((each) => <MyDeputy key={each.id} deputy={each} />)}</ul>}
          {others.length > 0 && <><h3>请我代理</h3><ul className="lines">{others.map(({ id, staff, from, to }) => <li key={id}><span className="strong">{staff.name}</span> <span className="hint">{sayDay(from)} 至 {sayDay(to)}</span></li>)}</ul></>}
          {data.can.includes('org.setDeputy') && <SetDeputy />}
        </>
      )}
    </Modal>
  );
}

function MyDeputy({ deputy: { id, deputy, from, to, can } }: { deputy: Deputy }) {
  const remove = useWrite(api.org.removeDeputy, { refresh: [[...deputiesKey]] });
  return (
    <li className="line-head">
      <span><span className="strong">{deputy.name}</span> <span className="hint">{sayDay(from)} 至 {sayDay(to)}</span></span>
      {can.includes('org.removeDeputy') && <Button type="link" size="small" danger loading={remove.isPending} onClick={() => remove.mutate({ id })} aria-label={`取消${deputy.name}的代理`}>取消代理</Button>}
    </li>
  );
}

interface Fields { deputy: string[]; range: [dayjs.Dayjs, dayjs.Dayjs] }

function SetDeputy() {
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const session = useSession().data;
  const role = session?.roles.find((each) => each !== 'manager');
  const set = useWrite(api.org.setDeputy, { quiet: true, refresh: [[...deputiesKey], [...approvalsKey]], onDone: ({ deputy }) => { void message.success(`已请${deputy.name}代理`); form.resetFields(); } });
  const send = ({ deputy: [deputyUserid = ''], range: [from, to] }: Fields) => set.mutate({ deputyUserid, from: from.format('YYYY-MM-DD'), to: to.format('YYYY-MM-DD') });
  return (
    <Form form={form} layout="vertical" requiredMark={false} className="drawer-block" onFinish={send}>
      <Form.Item name="deputy" label="请谁代理" {...(role ? { extra: `与您同为${roleNames[role]}的在职同事` } : {})} rules={[{ required: true, message: '请选择代理人' }]}><StaffSelect placeholder="输入姓名查找同事" onChange={() => undefined} except={session?.userid} {...(role ? { role } : {})} /></Form.Item>
      <Form.Item name="range" label="代理期（首尾两天都算）" rules={[{ required: true, message: '请选择代理期' }]}><DatePicker.RangePicker className="full" format="YYYY-MM-DD" disabledDate={(day) => day.isBefore(dayjs(businessDay()), 'day')} /></Form.Item>
      {isApiError(set.error) && <Alert className="alert" type="error" showIcon title={set.error.message} description={set.error.action} />}
      <Button type="primary" htmlType="submit" loading={set.isPending}>设置代理人</Button>
    </Form>
  );
}
