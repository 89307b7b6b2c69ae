import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { applicationList, applicationRemove } from '../../../api/generated/sdk.gen';
import { type ApplicationResource } from '../../../api/generated/types.gen';
import { Problem } from '../../../api/problem';
import { useParam } from '../../../app/param';
import { Confirm } from '../../../components/confirm';
import { AppLink } from '../../../components/links';
import { Page } from '../../../components/page/page';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { Facts, Section } from '../../../components/page/section';
import { useDates } from '../../../components/words';
import { CommandSources } from './command-sources';
import { Secret } from './secret';
import { useSignsIn } from './signs-in';

/** One application: its secret, which platforms send commands in its name, and its end. */
export function ApplicationPage(): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const signsIn = useSignsIn();
  const appId = useParam('appId');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['applications'],
    queryFn: () => answered(applicationList()),
  });
  const application = data?.items.find((one) => one.appId === appId);
  return (
    <Page
      title={application?.displayName ?? t`API application`}
      lead={<AppLink to="/app/applications">{t`All applications`}</AppLink>}
    >
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading />}
      {data && !application && <ProblemBar error={new Problem('', 404)} />}
      {application && (
        <>
          <Section title={t`Application`}>
            <Facts
              facts={[
                [t`Application ID`, application.appId],
                [t`Signs in`, signsIn(application)],
                [t`Redirect URIs`, application.redirectUris.join(', ')],
                [t`Added`, time(application.createdDate)],
              ]}
            />
            <Remove application={application} />
          </Section>
          {!application.public && <Secret application={application} />}
          <CommandSources appId={appId} />
        </>
      )}
    </Page>
  );
}

function Remove({ application: { appId, displayName } }: { application: ApplicationResource }): ReactElement {
  const { t } = useLingui();
  const navigate = useNavigate();
  const remove = useAction((_: undefined, headers) => answered(applicationRemove({ path: { appId }, headers })), {
    changes: [['applications']],
    onDone: () => void navigate({ to: '/app/applications' }),
  });
  return (
    <div>
      <Confirm
        trigger={<Button>{t`Revoke the application`}</Button>}
        title={t`Revoke ${displayName}?`}
        text={t`It gets no more tokens; those that it has are valid for up to ten minutes. Its sources of commands go with it. This cannot be undone.`}
        confirm={t`Revoke`}
        action={remove}
      />
    </div>
  );
}
