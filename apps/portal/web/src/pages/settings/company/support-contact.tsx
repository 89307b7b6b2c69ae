import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { profileSupport } from '../../../api/generated/sdk.gen';
import { holds, useSignedIn } from '../../../app/session';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { EditableSection } from '../../../components/later/editable-section';
import { Facts } from '../../../components/page/section';

const SupportForm = lazy(() => import('./support-form').then((form) => ({ default: form.SupportForm })));

/** How a partner's customers reach its support. */
export function SupportContact(): ReactElement {
  const { t } = useLingui();
  const me = useSignedIn();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['profile', 'support'],
    queryFn: () => answered(profileSupport()),
  });
  return (
    <EditableSection
      title={t`Contacts`}
      canEdit={data !== undefined && holds(me, 'GlobalAdmin', 'AdminAgent')}
      form={(close) => <SupportForm support={data} onClose={close} />}
    >
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading rows={2} />}
      {data &&
        (data.email
          ? t`Your customers reach your support so.`
          : t`Your customers are not told yet how to reach your support.`)}
      {data?.email && (
        <Facts
          facts={[
            [t`Email address`, data.email],
            [t`Phone number`, data.telephone],
            [t`Website`, data.website],
          ]}
        />
      )}
    </EditableSection>
  );
}
