import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { AppsRegular } from '@fluentui/react-icons/svg/apps';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { applicationList } from '../../../api/generated/sdk.gen';
import { AppLink } from '../../../components/links';
import { List } from '../../../components/list';
import { Page } from '../../../components/page/page';
import { Empty, Loading, ProblemBar } from '../../../components/page/page-states';
import { useDates } from '../../../components/words';
import { useSignsIn } from './signs-in';

const AddApplication = lazy(() => import('./add-application').then((form) => ({ default: form.AddApplication })));

/** The programs that may sign in for a company, and its users by them. */
export function ApplicationsPage(): ReactElement {
  const { t } = useLingui();
  const { day } = useDates();
  const signsIn = useSignsIn();
  const [isAdding, setAdding] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['applications'],
    queryFn: () => answered(applicationList()),
  });
  return (
    <Page
      title={t`API applications`}
      lead={t`A program calls the API as an application: without a user, or for a user who signs in to it.`}
      actions={
        <Button appearance="primary" icon={<AddRegular />} onClick={() => setAdding(true)}>
          {t`Add application`}
        </Button>
      }
    >
      {isAdding && (
        <Suspense fallback={<Loading />}>
          <AddApplication onClose={() => setAdding(false)} />
        </Suspense>
      )}
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading />}
      {data?.items.length === 0 && !isAdding && (
        <Empty icon={<AppsRegular />} title={t`No applications yet`}>
          {t`Add one for each program, so that each can be stopped without the others.`}
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <List
          label={t`API applications`}
          items={data.items}
          keyOf={({ appId }) => appId}
          columns={[
            {
              name: t`Name`,
              cell: ({ appId, displayName }) => (
                <AppLink to="/app/applications/$appId" params={{ appId }}>
                  {displayName}
                </AppLink>
              ),
            },
            { name: t`Application ID`, cell: ({ appId }) => appId },
            { name: t`Signs in`, cell: signsIn },
            { name: t`Added`, cell: ({ createdDate }) => day(createdDate) },
          ]}
        />
      )}
    </Page>
  );
}
