import { Badge } from '@fluentui/react-components';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { answered } from '../../api/answers';
import { emailList } from '../../api/generated/sdk.gen';
import { PagedList, usePages } from '../../components/list';
import { Page } from '../../components/page/page';
import { Empty } from '../../components/page/page-states';
import { StatusSelect } from '../../components/form/status-select';
import { useDates } from '../../components/words';

type Status = 'pending' | 'sent' | 'dropped' | 'failed';

const COLORS = { pending: 'informative', sent: 'success', dropped: 'subtle', failed: 'danger' } as const;

/** The mails of the platform: what was sent, what waits, and what was given up, and why. */
export function OperatorMailsPage(): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const names: Record<Status, string> = {
    pending: t`Waits`,
    sent: t`Sent`,
    dropped: t`Not needed any more`,
    failed: t`Given up`,
  };
  const [status, setStatus] = useState<Status | ''>('');
  const pages = usePages(['operator-mails', status], (token) =>
    answered(
      emailList({
        query: { size: 25, ...(status && { status }), ...(token !== undefined && { seekOperation: 'Next' }) },
        ...(token !== undefined && { headers: { 'MS-ContinuationToken': token } }),
      }),
    ),
  );
  return (
    <Page title={t`Mails`} lead={t`The text of a mail and its address are not kept here.`}>
      <div>
        <StatusSelect aria-label={t`Status`} value={status} onPick={setStatus} names={names} />
      </div>
      <PagedList
        label={t`Mails`}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          { name: t`Mail`, cell: ({ template }) => template },
          { name: t`Tenant ID`, cell: ({ tenantId }) => tenantId },
          {
            name: t`Status`,
            cell: ({ status: of }) => (
              <Badge appearance="tint" color={COLORS[of as Status]}>
                {names[of as Status]}
              </Badge>
            ),
          },
          { name: t`Attempts`, cell: ({ attempts }) => attempts },
          { name: t`When`, cell: ({ creationDate, endDate }) => time(endDate ?? creationDate) },
          { name: t`Last problem`, cell: ({ lastError }) => lastError },
        ]}
        empty={<Empty icon={<MailRegular />} title={t`No mails yet`} />}
      />
    </Page>
  );
}
