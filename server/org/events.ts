import { z } from 'zod';
import { approvalKinds, approvalStateNames } from '../../shared/org/constants.ts';
import { event } from '../platform/event.ts';

/** A person's main department is another one now; their customers and figures count there from here on. */
export const staffMoved = event('org.staffMoved', {
  payload: z.object({ userid: z.string(), fromPath: z.string(), toPath: z.string() }),
  words: () => '员工调动了部门',
  subject: ({ userid }) => ({ staffUserid: userid }),
});

/** A person is no longer in WeCom: no access, no new customers. */
export const staffLeft = event('org.staffLeft', {
  payload: z.object({ userid: z.string() }),
  words: () => '员工离职',
  subject: ({ userid }) => ({ staffUserid: userid }),
});

/** An approval has come to its end; the domain that asked for it goes on from here. */
export const approvalDecided = event('org.approvalDecided', {
  payload: z.object({ approvalId: z.string(), kind: z.enum(approvalKinds), key: z.string(), state: z.enum(['approved', 'refused', 'withdrawn']), decidedBy: z.string() }),
  words: ({ state }) => `审批${approvalStateNames[state]}`,
  subject: ({ decidedBy }) => ({ staffUserid: decidedBy }),
});
