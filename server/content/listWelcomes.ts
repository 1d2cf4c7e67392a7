import { listWelcomes as contract } from '../../shared/content/welcome.contract.ts';
import { operation, permitted } from '../platform/operation.ts';
import { usable } from './approvedVersion.ts';
import { ContentVersion, type ContentVersionRow } from './contentVersion.model.ts';
import { presentMessage } from './presentMessage.ts';
import { previewWelcome } from './previewWelcome.ts';
import { starterContent } from './starterContent.ts';
import { weekOffers } from './weekOffers.ts';
import { welcomeValues } from './welcomeValues.ts';

const starterOrder = new Map(starterContent.map((each, index) => [each._id, index]));
const placeOf = (row: ContentVersionRow): number => starterOrder.get(row._id) ?? starterContent.length;

export const listWelcomes = operation(contract, {
  allow: ['manager', 'supervisor', 'operator', 'compliance', 'admin'],
  async run(_input, { actor, now }) {
    const rows = await ContentVersion.find(usable('welcome', now)).sort({ approvedAt: 1, _id: 1 }).lean<ContentVersionRow[]>();
    const values = welcomeValues({ customerName: '小林', staffName: '陈安琪', branchName: '外滩支行' }, await weekOffers(now), now);
    const can = permitted(actor, [previewWelcome]);
    return {
      rows: rows.sort((a, b) => placeOf(a) - placeOf(b)).map((row) => ({
        versionId: row._id, title: row.title, version: row.version, approvedAt: row.approvedAt.toISOString(), approvedBy: row.approvedBy,
        text: row.text, preview: presentMessage(row, values), can,
      })),
    };
  },
});
