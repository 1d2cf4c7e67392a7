import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { NotFound } from './NotFound.tsx';
import { Shell } from './Shell.tsx';
import { SignIn } from './session/SignIn.tsx';

const Today = lazy(() => import('./today/Today.tsx').then(({ Today }) => ({ default: Today })));
const CodeList = lazy(() => import('./channels/CodeList.tsx').then(({ CodeList }) => ({ default: CodeList })));
const NewCode = lazy(() => import('./channels/NewCode.tsx').then(({ NewCode }) => ({ default: NewCode })));
const EditCode = lazy(() => import('./channels/EditCode.tsx').then(({ EditCode }) => ({ default: EditCode })));
const CodeDetail = lazy(() => import('./channels/CodeDetail.tsx').then(({ CodeDetail }) => ({ default: CodeDetail })));
const CustomerList = lazy(() => import('./customers/CustomerList.tsx').then(({ CustomerList }) => ({ default: CustomerList })));
const Invites = lazy(() => import('./invites/Invites.tsx').then(({ Invites }) => ({ default: Invites })));
const Approvals = lazy(() => import('./approvals/Approvals.tsx').then(({ Approvals }) => ({ default: Approvals })));
const Policies = lazy(() => import('./policies/Policies.tsx').then(({ Policies }) => ({ default: Policies })));
const NewPolicy = lazy(() => import('./policies/NewPolicy.tsx').then(({ NewPolicy }) => ({ default: NewPolicy })));
const Report = lazy(() => import('./report/Report.tsx').then(({ Report }) => ({ default: Report })));
const Targets = lazy(() => import('./targets/Targets.tsx').then(({ Targets }) => ({ default: Targets })));
const Organisation = lazy(() => import('./org/Organisation.tsx').then(({ Organisation }) => ({ default: Organisation })));
const Health = lazy(() => import('./system/Health.tsx').then(({ Health }) => ({ default: Health })));
const Bank = lazy(() => import('./bank/Bank.tsx').then(({ Bank }) => ({ default: Bank })));
const Callbacks = lazy(() => import('./system/Callbacks.tsx').then(({ Callbacks }) => ({ default: Callbacks })));
const Outbound = lazy(() => import('./system/Outbound.tsx').then(({ Outbound }) => ({ default: Outbound })));
const Devices = lazy(() => import('./session/Devices.tsx').then(({ Devices }) => ({ default: Devices })));

/** Every page and its address. Pages load when opened. */
export const Pages = () => (
  <Suspense fallback={<PageSkeleton />}>
    <Routes>
      <Route path="sign-in" element={<SignIn />} />
      <Route element={<Shell />}>
        <Route index element={<Today />} />
        <Route path="codes" element={<CodeList />} />
        <Route path="codes/new" element={<NewCode />} />
        <Route path="codes/:id" element={<CodeDetail />} />
        <Route path="codes/:id/edit" element={<EditCode />} />
        <Route path="customers" element={<CustomerList />} />
        <Route path="customers/:id" element={<CustomerList />} />
        <Route path="invites" element={<Invites />} />
        <Route path="invites/:id" element={<Invites />} />
        <Route path="approvals" element={<Approvals />} />
        <Route path="approvals/:id" element={<Approvals />} />
        <Route path="attribution" element={<Report />} />
        <Route path="attribution/facts/:metric" element={<Report />} />
        <Route path="targets" element={<Targets />} />
        <Route path="policies" element={<Policies />} />
        <Route path="policies/new" element={<NewPolicy />} />
        <Route path="org" element={<Organisation />} />
        <Route path="health" element={<Health />} />
        <Route path="bank" element={<Bank />} />
        <Route path="callbacks" element={<Callbacks />} />
        <Route path="outbound" element={<Outbound />} />
        <Route path="devices" element={<Devices />} />
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  </Suspense>
);
