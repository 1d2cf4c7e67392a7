import { App, DatePicker, Form, Input, Modal, TreeSelect } from 'antd';
import dayjs from 'dayjs';
import { useEffect } from 'react';
import { campaignLimits } from '../../../../shared/channels/constants.ts';
import { api } from '../../lib/api.ts';
import { isApiError } from '../../lib/apiError.ts';
import { businessDay } from '../../lib/clock.ts';
import { treeOf, useDepartments } from '../../lib/departments.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { campaignsKey } from './inviteQueries.ts';

interface Fields { name: string; range: [dayjs.Dayjs, dayjs.Dayjs]; departmentId: number }

/** Registers a campaign and tells its id. */
export function NewCampaign({ onClose, onCreated }: { onClose: () => void; onCreated: (id: string) => void }) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const departments = useDepartments().data?.rows ?? [];
  const create = useWrite(api.channels.createCampaign, {
    quiet: true, refresh: [[...campaignsKey]],
    onDone: ({ id, name }) => { void message.success(`已新建「${name}」，接着可以批量生成邀请码`); onCreated(id); },
  });
  const only = departments.length === 1 ? departments[0]?.id : undefined;
  useEffect(() => { if (only) form.setFieldValue('departmentId', only); }, [only, form]);
  useEffect(() => { if (create.error) form.setFields(refusals(create.error)); }, [create.error, form]);
  const send = ({ name, range: [from, to], departmentId }: Fields) => create.mutate({ name, from: from.format('YYYY-MM-DD'), to: to.format('YYYY-MM-DD'), departmentId });
  return (
    <Modal open title="新建活动" okText="新建活动" cancelText="取消" confirmLoading={create.isPending} onCancel={onClose} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={send}>
        <Form.Item name="name" label="名称" extra="客户在邀请页也会看到" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}><Input maxLength={campaignLimits.nameLength} showCount placeholder="例如“2026 开门红”" /></Form.Item>
        <Form.Item name="range" label="活动期（首尾两天都算）" rules={[{ required: true, message: '请选择活动期' }]}>
          <DatePicker.RangePicker className="full" format="YYYY-MM-DD" disabledDate={(day, { from }) => from !== undefined && day.isBefore(dayjs(businessDay()), 'day')} />
        </Form.Item>
        <Form.Item name="departmentId" label="参加机构" extra="该机构及下级的客户经理各得一个邀请码" rules={[{ required: true, message: '请选择参加机构' }]}>
          <TreeSelect treeDefaultExpandAll treeData={treeOf(departments)} showSearch={{ treeNodeFilterProp: 'title' }} placeholder="选择机构" notFoundContent="还没有部门" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** The server's refusal beside the field that it is about. */
function refusals(error: unknown): { name: keyof Fields; errors: string[] }[] {
  if (!isApiError(error)) return [{ name: 'name', errors: ['没有完成，请重试'] }];
  if (error.code === 'org.departmentNotFound') return [{ name: 'departmentId', errors: [`${error.message}，${error.action}`] }];
  const [issue] = error.issues;
  if (issue && /^(from|to)/.test(issue.path)) return [{ name: 'range', errors: [issue.message] }];
  return [{ name: 'name', errors: [issue ? issue.message : `${error.message}，${error.action}`] }];
}
