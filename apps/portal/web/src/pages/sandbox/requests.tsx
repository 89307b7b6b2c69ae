import { Badge, Button } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { sandbox } from '../../api/sandbox';
import { List } from '../../components/list';
import { Empty, Loading, ProblemBar } from '../../components/page/page-states';

/** What pages have asked the API, with the ids that are in the logs and in the events that came of it. */
export function Requests(): ReactElement {
  const { t, i18n } = useLingui();
  const { data, error, refetch } = useQuery({
    queryKey: ['sandbox', 'requests'],
    queryFn: sandbox.requests,
    staleTime: 0,
  });
  const at = new Intl.DateTimeFormat(i18n.locale, { timeStyle: 'medium' });
  if (error) return <ProblemBar error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.items.length === 0) return <Empty icon={<HistoryRegular />} title={t`No requests yet`} />;
  return (
    <>
      <div>
        <Button onClick={() => void refetch()}>{t`Read again`}</Button>
      </div>
      <List
        label={t`Last requests`}
        items={data.items}
        keyOf={({ at: when, requestId, path }) => `${when} ${requestId} ${path}`}
        columns={[
          { name: t`Request`, cell: ({ method, path }) => `${method} ${path}` },
          {
            name: t`Answer`,
            cell: ({ status, ms }) => (
              <Badge appearance="tint" color={status < 400 ? 'success' : 'danger'}>{`${status}, ${ms} ms`}</Badge>
            ),
          },
          { name: t`When`, cell: ({ at: when }) => at.format(new Date(when)) },
          { name: t`Correlation ID`, cell: ({ correlationId }) => correlationId },
        ]}
      />
    </>
  );
}
