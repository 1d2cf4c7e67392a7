import { Schema } from 'mongoose';
import type { Role } from '../../shared/org/constants.ts';
import { model } from '../platform/model.ts';

export type StaffStatus = 'active' | 'disabled' | 'inactive' | 'left';

export interface StaffRow {
  /** WeCom userid. */
  _id: string;
  name: string;
  /** The key by which the bank names a person: WeCom's extattr 工号, else the userid, unless an administrator has mended it. */
  employeeNo: string;
  employeeNoMended: boolean;
  position: string;
  /** WeCom's 座机; empty where there is none. */
  telephone: string;
  /** The mobile, from WeCom where it gives one (apps made after 2022-06-20 get it only of members who agreed, contract 3.1), else as an administrator has entered it. */
  sealedPhone: string;
  phoneIndex: string | null;
  /** Where mail reaches the person; likewise. */
  sealedMail: string;
  /** Entered here: a sync does not touch it. */
  phoneMended: boolean;
  mailMended: boolean;
  departmentIds: number[];
  mainDepartmentId: number;
  /** Path of the main department: where the person's customers and figures count. */
  departmentPath: string;
  /** Paths of all departments: the scope of roles above manager. */
  departmentPaths: string[];
  roles: Role[];
  /** 客户联系 is switched on for this person in WeCom. */
  canAddCustomers: boolean;
  status: StaffStatus;
  syncedAt: Date;
  /** The number that WeCom gives this person while somebody else has it. */
  wantedEmployeeNo?: string;
  /** First seen by the sync under way, whose end gives the first roles. */
  rolesOpen?: boolean;
  /** Counts how often an administrator's leaving relied on this person staying one: two such changes at once then collide. */
  adminReliance?: number;
}

const schema = new Schema<StaffRow>({
  _id: { type: String, required: true, personal: 'C1' },
  name: { type: String, required: true, personal: 'C1' },
  employeeNo: { type: String, required: true, personal: 'C1' },
  employeeNoMended: { type: Boolean, required: true, default: false },
  position: { type: String, default: '', personal: 'none' },
  telephone: { type: String, default: '', personal: 'C1' },
  sealedPhone: { type: String, default: '', personal: 'C2' },
  phoneIndex: { type: String, default: null, personal: 'C2' },
  sealedMail: { type: String, default: '', personal: 'C2' },
  phoneMended: { type: Boolean, default: false },
  mailMended: { type: Boolean, default: false },
  departmentIds: { type: [Number], required: true },
  mainDepartmentId: { type: Number, required: true },
  departmentPath: { type: String, required: true, personal: 'none' },
  departmentPaths: { type: [{ type: String, personal: 'none' }], required: true },
  roles: { type: [{ type: String, personal: 'none' }], required: true },
  canAddCustomers: { type: Boolean, required: true },
  status: { type: String, required: true, personal: 'none' },
  syncedAt: { type: Date, required: true },
  wantedEmployeeNo: { type: String, personal: 'C1' },
  rolesOpen: { type: Boolean },
  adminReliance: { type: Number },
});
schema.index({ departmentPath: 1, name: 1 });
schema.index({ employeeNo: 1 }, { unique: true, partialFilterExpression: { status: { $in: ['active', 'disabled', 'inactive'] } } });
schema.index({ phoneIndex: 1 }, { partialFilterExpression: { phoneIndex: { $gt: '' } } });
schema.index({ roles: 1 });
schema.index({ syncedAt: 1 });

export const Staff = model<StaffRow>('Staff', 'staff', schema);
