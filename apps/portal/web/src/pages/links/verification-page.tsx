import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useAction } from '../../api/action';
import { anonymous, answered } from '../../api/answers';
import { verificationConfirm, verificationGet } from '../../api/generated/sdk.gen';
import { useParam } from '../../app/param';
import { Done } from '../../components/done';
import { Page } from '../../components/page/page';
import { Loading, ProblemBar } from '../../components/page/page-states';
import { Facts, Section } from '../../components/page/section';

/** The link of the mail that asks the primary contact of a company that enrols whether it signed up. */
export function VerificationPage(): ReactElement {
  const { t } = useLingui();
  const token = useParam('token');
  const path = { token };
  const queryKey = ['verification', token];
  const query = useQuery({ queryKey, queryFn: () => answered(verificationGet({ ...anonymous, path })) });
  const confirm = useAction(
    (_: undefined, headers) =>
      answered(verificationConfirm({ ...anonymous, path, headers: { ...anonymous.headers, ...headers } })),
    { changes: [queryKey] },
  );
  const { data: link, error, refetch } = query;
  return (
    <Page title={t`Confirm your address`} isNarrow>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading rows={2} />}
      {link && (
        <Section>
          <Facts
            facts={[
              [t`Company`, link.companyName],
              [t`Address`, link.email],
            ]}
          />
        </Section>
      )}
      {link?.status === 'submitted' && (
        <>
          <MessageBar layout="multiline">
            <MessageBarBody>
              {t`Confirm only if you signed up for a partner account of this company, and the address belongs to it.`}
            </MessageBarBody>
          </MessageBar>
          {confirm.error ? <ProblemBar error={confirm.error} onRetry={() => confirm.start(undefined)} /> : undefined}
          <div>
            <Button appearance="primary" disabledFocusable={confirm.isRunning} onClick={() => confirm.start(undefined)}>
              {t`Confirm`}
            </Button>
          </div>
        </>
      )}
      {link && link.status !== 'submitted' && (
        <Done
          title={t`The address is confirmed.`}
        >{t`The review of your company goes on. You get a mail about each step.`}</Done>
      )}
    </Page>
  );
}
