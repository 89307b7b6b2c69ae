import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { enrollmentCurrent, enrollmentSendVerificationAgain, enrollmentStart } from '../../api/generated/sdk.gen';
import { type EnrollmentResource } from '../../api/generated/types.gen';
import { Problem } from '../../api/problem';
import { meQuery } from '../../app/session';
import { Done } from '../../components/done';
import { AppButton } from '../../components/links';
import { Page } from '../../components/page/page';
import { Loading, ProblemBar } from '../../components/page/page-states';
import { Section } from '../../components/page/section';
import { Steps } from './steps';

export const ENROLMENT = ['enrolment'];

/** A company becomes an indirect reseller: step by step, and what comes afterwards. */
export function EnrolmentPage(): ReactElement {
  const { t } = useLingui();
  const query = useQuery({ queryKey: ENROLMENT, queryFn: readEnrolment, refetchInterval: 5_000 });
  const { data: enrolment, error, refetch } = query;
  return (
    <Page
      title={t`Enrol as an indirect reseller`}
      isNarrow
      lead={t`Have at hand: the registered name and address of your company, a primary contact with an address of the company, and how your customers reach your support.`}
    >
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {enrolment === null && <Begin />}
      {enrolment && <Progress enrolment={enrolment} />}
    </Page>
  );
}

/** Null: it has not begun. */
async function readEnrolment(): Promise<EnrollmentResource | null> {
  return answered(enrollmentCurrent()).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  });
}

function Begin(): ReactElement {
  const { t } = useLingui();
  const start = useAction(
    (_: undefined, headers) => answered(enrollmentStart({ headers, body: { program: 'indirect-reseller' } })),
    { changes: [ENROLMENT] },
  );
  return (
    <>
      {start.error ? <ProblemBar error={start.error} onRetry={() => start.start(undefined)} /> : undefined}
      <div>
        <Button
          appearance="primary"
          size="large"
          disabledFocusable={start.isRunning}
          onClick={() => start.start(undefined)}
        >
          {t`Next`}
        </Button>
      </div>
    </>
  );
}

function Progress({ enrolment }: { enrolment: EnrollmentResource }): ReactElement {
  const { t } = useLingui();
  const reasons = enrolment.reasons.join(' ');
  switch (enrolment.status) {
    case 'draft':
    case 'rejected':
    case 'withdrawn':
    case 'information-requested':
      return (
        <>
          {reasons && (
            <MessageBar intent="warning" layout="multiline">
              <MessageBarBody>
                <MessageBarTitle>
                  {enrolment.status === 'rejected'
                    ? t`The enrolment was rejected.`
                    : t`The reviewer needs more information.`}
                </MessageBarTitle>
                {reasons}
              </MessageBarBody>
            </MessageBar>
          )}
          <Steps enrolment={enrolment} />
        </>
      );
    case 'submitted':
      return <WaitingForContact enrolment={enrolment} />;
    case 'in-review':
      return (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t`Your company is being reviewed.`}</MessageBarTitle>
            {t`The primary contact gets a mail about each step. This can take several days.`}
          </MessageBarBody>
        </MessageBar>
      );
    default:
      return <Active />;
  }
}

function WaitingForContact({ enrolment: { verification } }: { enrolment: EnrollmentResource }): ReactElement {
  const { t } = useLingui();
  const again = useAction((_: undefined, headers) => answered(enrollmentSendVerificationAgain({ headers })), {
    changes: [ENROLMENT],
  });
  return (
    <>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t`The primary contact has to confirm the address.`}</MessageBarTitle>
          {t`A mail with a link is on its way to ${verification?.email ?? ''}. The review begins when it is confirmed.`}
        </MessageBarBody>
      </MessageBar>
      {again.error ? <ProblemBar error={again.error} /> : undefined}
      <div>
        <Button
          disabledFocusable={again.isRunning}
          onClick={() => again.start(undefined)}
        >{t`Send the mail again`}</Button>
      </div>
    </>
  );
}

function Active(): ReactElement {
  const { t } = useLingui();
  const queries = useQueryClient();
  return (
    <>
      <Done title={t`Your company is an indirect reseller.`} />
      <Section title={t`What to do next`}>
        {t`A Global admin signs the Microsoft Partner Agreement. Then find a provider of your region.`}
        <div>
          <AppButton
            to="/app/partner-agreement"
            appearance="primary"
            onClick={() => void queries.invalidateQueries({ queryKey: meQuery.queryKey })}
          >
            {t`Go to the partner agreement`}
          </AppButton>
        </div>
      </Section>
    </>
  );
}
