import { Badge } from '@fluentui/react-components';
import { ClipboardCheckmarkRegular } from '@fluentui/react-icons/svg/clipboard-checkmark';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { answered } from '../../api/answers';
import { operatorEnrollmentList } from '../../api/generated/sdk.gen';
import { type EnrollmentResource } from '../../api/generated/types.gen';
import { AppLink } from '../../components/links';
import { PagedList, usePages } from '../../components/list';
import { Page } from '../../components/page/page';
import { Empty } from '../../components/page/page-states';
import { StatusSelect } from '../../components/form/status-select';
import { useStatuses } from './statuses';

/** The enrolments that the operator reviews. */
export function EnrolmentsPage(): ReactElement {
  const { t } = useLingui();
  const statuses = useStatuses();
  const [status, setStatus] = useState<EnrollmentResource['status'] | ''>('in-review');
  const pages = usePages(['operator-enrolments', status], (token) =>
    answered(
      operatorEnrollmentList({
        query: { size: 25, ...(status && { status }), ...(token !== undefined && { seekOperation: 'Next' }) },
        ...(token !== undefined && { headers: { 'MS-ContinuationToken': token } }),
      }),
    ),
  );
  return (
    <Page title={t`Enrolments`} lead={t`Companies that want to become indirect resellers.`}>
      <div>
        <StatusSelect aria-label={t`Status`} value={status} onPick={setStatus} names={statuses} />
      </div>
      <PagedList
        label={t`Enrolments`}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          {
            name: t`Company`,
            cell: ({ id, legalProfile }) => (
              <AppLink to="/app/operator/enrolments/$id" params={{ id }}>
                {nameOf(legalProfile) ?? t`Not told yet`}
              </AppLink>
            ),
          },
          { name: t`Country`, cell: ({ country }) => country },
          { name: t`Status`, cell: (enrolment) => <Badge appearance="tint">{statuses[enrolment.status]}</Badge> },
        ]}
        empty={<Empty icon={<ClipboardCheckmarkRegular />} title={t`Nothing to review`} />}
      />
    </Page>
  );
}

function nameOf(told: EnrollmentResource['legalProfile']): string | undefined {
  const name = told?.['companyName'];
  return typeof name === 'string' ? name : undefined;
}
