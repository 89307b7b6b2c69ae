import { Field, makeStyles, tokens } from '@fluentui/react-components';
import { MailErrorRegular } from '@fluentui/react-icons/svg/mail-error';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { deadLetterList } from '../../../api/generated/sdk.gen';
import { type DeadLetterResource } from '../../../api/generated/types.gen';
import { StatusSelect } from '../../../components/form/status-select';
import { AppLink } from '../../../components/links';
import { PagedList, usePages } from '../../../components/list';
import { Page } from '../../../components/page/page';
import { Empty } from '../../../components/page/page-states';
import { useDates } from '../../../components/words';
import { useCauses } from './causes';
import { SERVICES, type Service } from './services';
import { StatusBadge, useStatuses, type Status } from './statuses';

const useStyles = makeStyles({
  filters: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

/** What services could not handle, the oldest first. */
export function DeadLettersPage(): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const styles = useStyles();
  const statuses = useStatuses();
  const causeOf = useCauses();
  const [status, setStatus] = useState<Status | ''>('waiting');
  const [service, setService] = useState<Service | ''>('');
  const pages = usePages<DeadLetterResource>(
    ['operator-dead-letters', status, service],
    (token) =>
      answered(
        deadLetterList({
          query: {
            size: 25,
            ...(status && { status }),
            ...(service && { service }),
            ...(token !== undefined && { seekOperation: 'Next' }),
          },
          ...(token !== undefined && { headers: { 'MS-ContinuationToken': token } }),
        }),
      ),
    { isUnderWay: (letter) => letter.status === 'replayed' },
  );
  return (
    <Page
      title={t`Dead letters`}
      lead={t`Messages that a service could not handle, and has put aside. Mend the cause first: what fails again comes back.`}
    >
      <div className={styles.filters}>
        <Field label={t`Status`}>
          <StatusSelect value={status} onPick={setStatus} names={statuses} />
        </Field>
        <Field label={t`Service`}>
          <StatusSelect value={service} onPick={setService} names={SERVICES} />
        </Field>
      </div>
      <PagedList
        label={t`Dead letters`}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          {
            name: t`Message`,
            cell: ({ id, messageType, originalTopic }) => (
              <AppLink to="/app/operator/dead-letters/$id" params={{ id }}>
                {messageType?.replace(/^io\.twotier\./, '') ?? originalTopic}
              </AppLink>
            ),
          },
          { name: t`Service`, cell: (letter) => letter.service },
          { name: t`Reason`, cell: ({ cause }) => causeOf(cause) },
          { name: t`When`, cell: ({ parkedDate }) => time(parkedDate) },
          { name: t`Status`, cell: (letter) => <StatusBadge status={letter.status} /> },
        ]}
        empty={
          <Empty icon={<MailErrorRegular />} title={t`No dead letters`}>
            {status === 'waiting' ? t`No message waits for you.` : t`There is none of these.`}
          </Empty>
        }
      />
    </Page>
  );
}
