import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { registrationGet } from '../../../api/generated/sdk.gen';
import { type RegistrationResource } from '../../../api/generated/types.gen';
import { Problem } from '../../../api/problem';
import { Page } from '../../../components/page/page';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { Deliveries } from './deliveries';
import { Registration } from './registration';
import { TestEvent } from './test-event';

/** Where a company's own program is told what happens, whether that works, and what was sent. */
export function WebhooksPage(): ReactElement {
  const { t } = useLingui();
  const query = useQuery({ queryKey: ['webhook-registration'], queryFn: readRegistration });
  const { data: registration, error, isPending, refetch } = query;
  return (
    <Page
      title={t`Webhooks`}
      lead={t`What happens to your customers, orders and partners is posted to an address of yours: signed, at least once, and tried ten times.`}
    >
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading />}
      {registration !== undefined && <Registration registration={registration ?? undefined} />}
      {registration?.WebhookEvents.includes('test-created') && <TestEvent />}
      <Deliveries />
    </Page>
  );
}

/** Null: there is none. */
async function readRegistration(): Promise<RegistrationResource | null> {
  return answered(registrationGet()).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  });
}
