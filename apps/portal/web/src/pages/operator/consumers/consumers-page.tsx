import { Badge } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { consumerList } from '../../../api/generated/sdk.gen';
import { type ConsumerResource } from '../../../api/generated/types.gen';
import { AppLink } from '../../../components/links';
import { List } from '../../../components/list';
import { Page } from '../../../components/page/page';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { hasTrouble, Trouble } from './trouble';

type Status = ConsumerResource['status'];

const LOOK_AGAIN_MS = 5_000;
const COLORS = { healthy: 'success', impaired: 'warning', unreachable: 'danger' } as const;

/** How the services' consumers are, now and as long as somebody looks. */
export function ConsumersPage(): ReactElement {
  const { t, i18n } = useLingui();
  const names: Record<Status, string> = {
    healthy: t`Well`,
    impaired: t`Not well`,
    unreachable: t`Does not answer`,
  };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['operator-consumers'],
    queryFn: () => answered(consumerList()),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const number = (value: number | undefined): string => (value === undefined ? t`Not known` : i18n.number(value));
  const troubled = data?.items.filter(hasTrouble) ?? [];
  return (
    <Page
      title={t`Consumers`}
      lead={t`How the services keep up with the messages. This page looks again every five seconds.`}
    >
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading rows={6} />}
      {data && (
        <List
          label={t`Consumers`}
          items={data.items}
          keyOf={({ service }) => service}
          columns={[
            { name: t`Service`, cell: ({ service }) => service },
            {
              name: t`Status`,
              cell: ({ status }) => (
                <Badge appearance="tint" color={COLORS[status]}>
                  {names[status]}
                </Badge>
              ),
            },
            { name: t`Messages behind`, cell: ({ lag }) => number(lag) },
            { name: t`Instances`, cell: ({ members, instances }) => number(members ?? instances.length) },
            {
              name: t`Since it started`,
              cell: ({ instances }) => {
                if (instances.length === 0) return t`Not known`;
                const [handled, again] = [number(total(instances, 'done')), total(instances, 'retry')];
                return again > 0 ? t`${handled} handled, ${number(again)} tried again` : t`${handled} handled`;
              },
            },
            {
              name: t`Dead letters`,
              cell: ({ deadLetters }) =>
                deadLetters ? (
                  <AppLink to="/app/operator/dead-letters">{number(deadLetters)}</AppLink>
                ) : (
                  number(deadLetters)
                ),
            },
          ]}
        />
      )}
      {troubled.map((consumer) => (
        <Trouble key={consumer.service} consumer={consumer} />
      ))}
    </Page>
  );
}

function total(instances: ConsumerResource['instances'], outcome: 'done' | 'retry'): number {
  return instances.reduce((sum, { outcomes }) => sum + outcomes[outcome], 0);
}
