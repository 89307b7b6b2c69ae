import { Tab, TabList } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { Page } from '../../components/page/page';
import { Loading } from '../../components/page/page-states';
import { DemoUsers } from './demo-users';

const Mails = lazy(() => import('./mails').then((tab) => ({ default: tab.Mails })));
const Requests = lazy(() => import('./requests').then((tab) => ({ default: tab.Requests })));

/** For whoever tries the platform on a machine of their own. */
export function SandboxPage(): ReactElement {
  const { t } = useLingui();
  const [tab, setTab] = useState('users');
  return (
    <Page
      title={t`Sandbox`}
      lead={t`For developers, on this machine alone: be any user of the demo, read the mails that the platform sends, and see what these pages ask the API.`}
    >
      <TabList selectedValue={tab} onTabSelect={(_, { value }) => setTab(String(value))}>
        <Tab value="users">{t`Demo users`}</Tab>
        <Tab value="mails">{t`Mails`}</Tab>
        <Tab value="requests">{t`Last requests`}</Tab>
      </TabList>
      <Suspense fallback={<Loading />}>
        {tab === 'users' && <DemoUsers />}
        {tab === 'mails' && <Mails />}
        {tab === 'requests' && <Requests />}
      </Suspense>
    </Page>
  );
}
