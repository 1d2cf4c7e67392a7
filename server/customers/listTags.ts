import { listTags as contract } from '../../shared/customers/customer.contract.ts';
import { operation } from '../platform/operation.ts';
import { CorpTag, type CorpTagRow } from './corpTag.model.ts';

export const listTags = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run() {
    // WeCom: a larger order stands first, contract 4.5
    const rows = await CorpTag.find().sort({ groupOrder: -1, groupId: 1, order: -1, _id: 1 }).lean<CorpTagRow[]>();
    const groups = new Map<string, { id: string; name: string; tags: { id: string; name: string }[] }>();
    for (const row of rows) {
      const group = groups.get(row.groupId) ?? { id: row.groupId, name: row.groupName, tags: [] };
      group.tags.push({ id: row._id, name: row.name });
      groups.set(row.groupId, group);
    }
    return { groups: [...groups.values()] };
  },
});
