import { useLingui } from '@lingui/react/macro';
import { Outlet } from '@tanstack/react-router';
import { type ReactElement } from 'react';
import { Page } from '../../components/page/page';
import { PageTab, PageTabs } from '../../components/page/page-tabs';

/** For whoever tries the platform on a machine of their own. */
export function SandboxPage(): ReactElement {
  const { t } = useLingui();
  return (
    <Page
      title={t`Sandbox`}
      lead={t`For developers, on this machine alone: be any user of the demo, read the mails that the platform sends, and see what these pages ask the API.`}
    >
      <PageTabs label={t`Sandbox`}>
        <PageTab to="/app/sandbox" activeOptions={{ exact: true }}>{t`Demo users`}</PageTab>
        <PageTab to="/app/sandbox/mailbox">{t`Mails`}</PageTab>
        <PageTab to="/app/sandbox/last-requests">{t`Last requests`}</PageTab>
      </PageTabs>
      <Outlet />
    </Page>
  );
}
