import type Router from '@koa/router';
import { z } from 'zod';
import { ReportFilter, SortBy } from '../../shared/analytics/report.contract.ts';
import { anonymous } from '../platform/actor.ts';
import { actorOf } from '../platform/authenticate.ts';
import { now } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { requireStores } from '../platform/http.ts';
import { allows } from '../platform/operation.ts';
import { parseInput } from '../platform/parse.ts';
import { getReport } from './getReport.ts';
import { reportSheet } from './reportSheet.ts';

/** The report's own filter; an address holds only text. */
const Sheet = z.strictObject({ ...ReportFilter, departmentId: z.coerce.number().pipe(z.int().positive()).optional(), sortBy: SortBy });

export function analyticsRoutes(router: Router): void {
  router.get('/analytics/report.xlsx', async (ctx) => {
    ctx.state.operation = 'analytics.reportSheet';
    await requireStores();
    const actor = await actorOf(ctx);
    if (actor === anonymous) throw new AppError('platform.notSignedIn');
    if (!allows(getReport.handling.allow, actor)) throw new AppError('platform.forbidden');
    const sheet = await reportSheet(parseInput(Sheet, { ...ctx.query }), actor, now());
    ctx.attachment('归因报表.xlsx');
    ctx.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = sheet;
  });
}
