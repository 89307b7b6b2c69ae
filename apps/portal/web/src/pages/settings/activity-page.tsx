import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { answered } from '../../api/answers';
import { auditList } from '../../api/generated/sdk.gen';
import { type AuditRecordResource } from '../../api/generated/types.gen';
import { PagedList, usePages } from '../../components/list';
import { Page } from '../../components/page/page';
import { Empty } from '../../components/page/page-states';
import { useDates } from '../../components/words';

/** Every change that concerns the company, the latest first. */
export function ActivityPage(): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const pages = usePages<AuditRecordResource>(['activity'], (token) =>
    answered(
      auditList({
        query: { size: 25, ...(token !== undefined && { seekOperation: 'Next' }) },
        headers: {
          'MS-PartnerCenter-Client': 'Two Tier portal',
          ...(token !== undefined && { 'MS-ContinuationToken': token }),
        },
      }),
    ),
  );
  return (
    <Page title={t`Activity log`} lead={t`Every change that concerns your company, the latest first.`}>
      <PagedList
        label={t`Activity log`}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          { name: t`Operation`, cell: ({ operationType }) => operationType.replaceAll('_', ' ') },
          { name: t`When`, cell: ({ operationDate }) => time(operationDate) },
          { name: t`Customer`, cell: ({ customerName }) => customerName },
          { name: t`Who`, cell: ({ userPrincipalName, applicationId }) => userPrincipalName ?? applicationId },
        ]}
        empty={<Empty icon={<HistoryRegular />} title={t`Nothing has happened yet`} />}
      />
    </Page>
  );
}
