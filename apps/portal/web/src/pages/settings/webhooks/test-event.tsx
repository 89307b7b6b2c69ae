import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { deliveryReport, deliveryTest } from '../../../api/generated/sdk.gen';
import { type ValidationReportResource } from '../../../api/generated/types.gen';
import { Done } from '../../../components/done';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { Section } from '../../../components/page/section';
import { Attempts } from './attempts';

const LOOK_AGAIN_MS = 1_000;

/** Sends an event that says nothing, and tells what became of it. */
export function TestEvent(): ReactElement {
  const { t } = useLingui();
  const [sent, setSent] = useState<string>();
  const send = useAction((_: undefined, headers) => answered(deliveryTest({ headers })), {
    changes: [['webhook-deliveries']],
    onDone: ({ correlationId }) => setSent(correlationId),
  });
  return (
    <Section title={t`Test event`}>
      {t`Sends test-created to your address, and shows what it answered.`}
      {send.error ? <ProblemBar error={send.error} onRetry={() => send.start(undefined)} /> : undefined}
      {sent !== undefined && <Report key={sent} correlationId={sent} />}
      <div>
        <Button disabledFocusable={send.isRunning} onClick={() => send.start(undefined)}>
          {t`Send a test event`}
        </Button>
      </div>
    </Section>
  );
}

function Report({ correlationId }: { correlationId: string }): ReactElement {
  const { data, error, refetch } = useQuery({
    queryKey: ['webhook-report', correlationId],
    queryFn: () => answered(deliveryReport({ path: { correlationId } })),
    refetchInterval: ({ state }) => (state.data?.status === 'completed' ? false : LOOK_AGAIN_MS),
  });
  if (error) return <ProblemBar error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={1} />;
  return (
    <>
      <Outcome report={data} />
      {data.results.length > 0 && <Attempts results={data.results} />}
    </>
  );
}

function Outcome({ report: { status, results } }: { report: ValidationReportResource }): ReactElement {
  const { t } = useLingui();
  const isTaken = results.at(-1)?.responseMessage === '';
  if (status === 'completed' && isTaken) return <Done title={t`Your address took the test event.`} />;
  if (status === 'completed') {
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t`Your address did not take the test event.`}</MessageBarTitle>
        </MessageBarBody>
      </MessageBar>
    );
  }
  return (
    <MessageBar intent={results.length > 0 ? 'warning' : 'info'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {results.length > 0 ? t`Your address has not taken the test event yet.` : t`The test event is on its way.`}
        </MessageBarTitle>
        {results.length > 0 && t`It is tried again, each time after a longer while.`}
      </MessageBarBody>
    </MessageBar>
  );
}
