import { domain } from '../platform/domain.ts';
import { dropFigures } from './dropFigures.job.ts';
import { Figure } from './figure.model.ts';
import { FigureDelta } from './figureDelta.model.ts';
import { FiguresState, layState } from './figuresState.model.ts';
import { foldFigures } from './foldFigures.job.ts';
import { getReport } from './getReport.ts';
import { listFacts } from './listFacts.ts';
import { listLeaders } from './listLeaders.ts';
import { onCredited } from './onCredited.ts';
import { onLinkClicked } from './onLinkClicked.ts';
import { onStaffMoved } from './onStaffMoved.ts';
import { onTouchRecorded } from './onTouchRecorded.ts';
import { placeFigures } from './placeFigures.job.ts';
import { placeNewcomers } from './placeNewcomers.job.ts';
import { rebuildUnit } from './rebuildUnit.job.ts';
import { analyticsRoutes } from './routes.ts';
import { startRebuild } from './startRebuild.ts';

export const analytics = domain('analytics', {
  operations: [getReport, listLeaders, listFacts, startRebuild],
  jobs: [foldFigures, rebuildUnit, dropFigures, placeFigures, placeNewcomers],
  handlers: [onTouchRecorded, onLinkClicked, onCredited, onStaffMoved],
  models: [Figure, FigureDelta, FiguresState],
  routes: analyticsRoutes,
  boot: layState,
});
