import { App, Button, Checkbox, Drawer, Form, Input } from 'antd';
import { roleNames, roles, type Role } from '../../../../shared/org/constants.ts';
import { api } from '../../lib/api.ts';
import { useWrite } from '../../lib/useWrite.ts';
import { ContactForm } from './ContactForm.tsx';
import { staffKey, type Staff } from './staffQueries.ts';

const roleHints: Record<Role, string> = {
  manager: '看自己的客户和渠道码', supervisor: '看本部门及下级的数据，可建渠道码', operator: '建渠道码，看范围内的数据', compliance: '看范围内的渠道码、客户和发送记录', admin: '管理组织、角色与系统，可建渠道码',
};

/** Roles and number of one person. */
export const StaffDrawer = ({ staff, onClose }: { staff: Staff | undefined; onClose: () => void }) => (
  <Drawer open={staff !== undefined} onClose={onClose} size={420} title={staff?.name ?? ''} destroyOnHidden>
    {staff && <Content key={staff.userid} staff={staff} />}
  </Drawer>
);

function Content({ staff }: { staff: Staff }) {
  const { modal, message } = App.useApp();
  const refresh = [[...staffKey], ['org', 'getSession']];
  const setRoles = useWrite(api.org.setRoles, { refresh, onDone: () => void message.success('角色已更新，立即生效') });
  const setNumber = useWrite(api.org.setEmployeeNo, { refresh, onDone: () => void message.success('工号已更新') });
  const revoke = useWrite(api.org.revokeSessions, { onDone: ({ revokedCount }) => void message.success(revokedCount > 0 ? `已结束 ${revokedCount} 个登录` : '该员工现在没有登录') });
  const askRevoke = () => modal.confirm({
    title: `让${staff.name}下线？`, content: '该员工的所有登录会立即结束，需要重新扫码登录。', okText: '强制下线', okButtonProps: { danger: true }, cancelText: '取消',
    onOk: () => revoke.mutateAsync({ userid: staff.userid }).catch(() => undefined), // shown as a toast
  });
  return (
    <>
      <p className="hint drawer-intro">{[staff.departmentTrail, staff.departmentName].filter(Boolean).join(' / ')}{staff.position && ` · ${staff.position}`}</p>
      {staff.can.includes('org.setRoles') && (
        <Form layout="vertical" requiredMark={false} initialValues={{ roles: staff.roles }} onFinish={({ roles: chosen }: { roles: Role[] }) => setRoles.mutate({ userid: staff.userid, roles: chosen })}>
          <Form.Item name="roles" label="角色" extra="可以有多个角色，数据范围为所在部门及下级">
            <Checkbox.Group className="role-boxes" options={roles.map((role) => ({ value: role, label: <>{roleNames[role]} <span className="hint">{roleHints[role]}</span></> }))} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={setRoles.isPending}>保存角色</Button>
        </Form>
      )}
      {staff.can.includes('org.setEmployeeNo') && (
        <Form layout="vertical" requiredMark={false} className="drawer-block" initialValues={{ employeeNo: staff.employeeNo }} onFinish={({ employeeNo }: { employeeNo: string }) => setNumber.mutate({ userid: staff.userid, employeeNo })}>
          <Form.Item name="employeeNo" label="工号" extra="与行内系统对应的编号，之后的同步不会覆盖" rules={[{ pattern: /^\s*[0-9A-Za-z_-]{1,32}\s*$/, required: true, message: '工号为 1–32 位字母、数字、- 或 _' }]}><Input maxLength={34} /></Form.Item>
          <Button htmlType="submit" loading={setNumber.isPending}>保存工号</Button>
        </Form>
      )}
      {staff.can.includes('org.setContact') && <ContactForm staff={staff} />}
      {staff.can.includes('org.revokeSessions') && <div className="drawer-block"><Button danger onClick={askRevoke}>强制下线</Button></div>}
    </>
  );
}
