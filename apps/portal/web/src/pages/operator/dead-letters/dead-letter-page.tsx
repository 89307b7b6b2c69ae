import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useAction, type Action } from '../../../api/action';
import { answered } from '../../../api/answers';
import { deadLetterDecide, deadLetterGet } from '../../../api/generated/sdk.gen';
import { type DeadLetterDecisionRequest, type DeadLetterResource } from '../../../api/generated/types.gen';
import { useParam } from '../../../app/param';
import { Confirm } from '../../../components/confirm';
import { Buttons } from '../../../components/form/buttons';
import { AppLink } from '../../../components/links';
import { Page } from '../../../components/page/page';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { Facts, Section } from '../../../components/page/section';
import { useDates } from '../../../components/words';
import { StatusBadge } from './statuses';

const LOOK_AGAIN_MS = 2_000;

/** One dead letter: what it is, why it was put aside, and what is to become of it. */
export function DeadLetterPage(): ReactElement {
  const { t } = useLingui();
  const id = useParam('id');
  const query = useQuery({
    queryKey: ['operator-dead-letter', id],
    queryFn: () => answered(deadLetterGet({ path: { deadLetterId: id } })),
    refetchInterval: ({ state }) => (state.data?.status === 'replayed' ? LOOK_AGAIN_MS : false),
  });
  const { data: letter, error, refetch } = query;
  return (
    <Page
      title={t`Dead letter`}
      lead={<AppLink to="/app/operator/dead-letters">{t`All dead letters`}</AppLink>}
      isNarrow
    >
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {letter && (
        <>
          <WhyItIsOne letter={letter} />
          <WhatItIs letter={letter} />
          {letter.status === 'waiting' && <Decision letter={letter} />}
        </>
      )}
    </Page>
  );
}

function WhyItIsOne({ letter }: { letter: DeadLetterResource }): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const { status, service, cause, reason, attempts, timesParked, creationDate, parkedDate, changeDate } = letter;
  return (
    <Section title={t`Why it was put aside`}>
      <Facts
        facts={[
          [t`Status`, <StatusBadge key="status" status={status} />],
          [t`Service`, service],
          [
            t`Reason`,
            reason ??
              t`The service failed on it, not because of the message. Its log tells more, under the correlation ID.`,
          ],
          [t`Error`, cause],
          [t`Attempts`, attempts],
          [t`Put aside`, time(parkedDate)],
          [t`Put aside first`, timesParked > 1 ? time(creationDate) : undefined],
          [t`How often`, timesParked > 1 ? timesParked : undefined],
          [t`Changed`, changeDate && time(changeDate)],
          [t`Decided by`, letter.decidedBy],
        ]}
      />
    </Section>
  );
}

function WhatItIs({ letter }: { letter: DeadLetterResource }): ReactElement {
  const { t } = useLingui();
  const { messageType, source, subject, messageId, correlationId, key, originalTopic, topic, consumer } = letter;
  return (
    <Section title={t`The message`}>
      <Facts
        facts={[
          [t`Type`, messageType],
          [t`Sender`, source],
          [t`About`, subject],
          [t`Message ID`, messageId],
          [t`Correlation ID`, correlationId],
          [t`Key`, key],
          [t`Published in`, `${originalTopic}/${letter.originalPartition}/${letter.originalOffset}`],
          [t`Copy in`, topic],
          [t`Consumer`, consumer],
        ]}
      />
    </Section>
  );
}

function Decision({ letter: { id, topic, canBeReplayed } }: { letter: DeadLetterResource }): ReactElement {
  const { t } = useLingui();
  const replay = useDecision(id, 'replay');
  const discard = useDecision(id, 'discard');
  return (
    <Section title={t`What is to become of it`}>
      {!canBeReplayed && (
        <MessageBar layout="multiline">
          <MessageBarBody>
            {t`It is too large to be kept here. Give it again with this command:`}{' '}
            <code>npm run dlt -- redrive {topic}</code>
          </MessageBarBody>
        </MessageBar>
      )}
      <Buttons>
        {canBeReplayed && (
          <Confirm
            trigger={<Button appearance="primary">{t`Give again`}</Button>}
            title={t`Give it to the service again?`}
            text={t`Only this service gets it. If it fails again, it comes back here.`}
            confirm={t`Give again`}
            action={replay}
          />
        )}
        <Confirm
          trigger={<Button>{t`Discard`}</Button>}
          title={t`Discard this message?`}
          text={t`The service will never handle it, and what it asks for stays undone. This cannot be taken back.`}
          confirm={t`Discard`}
          action={discard}
        />
      </Buttons>
    </Section>
  );
}

function useDecision(id: string, decision: DeadLetterDecisionRequest['decision']): Action<undefined> {
  return useAction(
    (_: undefined, headers) => answered(deadLetterDecide({ path: { deadLetterId: id }, body: { decision }, headers })),
    { changes: [['operator-dead-letter', id], ['operator-dead-letters']] },
  );
}
