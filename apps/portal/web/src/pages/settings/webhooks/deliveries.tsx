import { Badge, Field, makeStyles, Select, Subtitle1, tokens } from '@fluentui/react-components';
import { SendRegular } from '@fluentui/react-icons/svg/send';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { deliveryList } from '../../../api/generated/sdk.gen';
import { type DeliveryResource } from '../../../api/generated/types.gen';
import { PagedList, usePages, type Collection } from '../../../components/list';
import { Empty } from '../../../components/page/page-states';
import { useDates } from '../../../components/words';
import { DeliveryDetails } from './delivery-details';
import { useStatuses, type Status } from './statuses';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
});

/** The events that were posted, or will be, the latest first. */
export function Deliveries(): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  const { time } = useDates();
  const statuses = useStatuses();
  const [status, setStatus] = useState<Status | ''>('');
  const pages = usePages<DeliveryResource>(['webhook-deliveries', status], (token) => readPage(status, token), {
    isUnderWay: ({ status: now }) => now === 'pending',
  });
  return (
    <>
      <div className={styles.head}>
        <Subtitle1 as="h2">{t`Deliveries`}</Subtitle1>
        <Field label={t`Status`}>
          <Select value={status} onChange={(_, { value }) => setStatus(value as Status | '')}>
            <option value="">{t`All`}</option>
            {Object.entries(statuses).map(([value, { name }]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <PagedList
        label={t`Deliveries`}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          { name: t`Event`, cell: ({ eventName }) => eventName },
          { name: t`When`, cell: ({ creationDate }) => time(creationDate) },
          { name: t`Status`, cell: (delivery) => <StatusBadge status={delivery.status as Status} /> },
          { name: t`Attempts`, cell: ({ attempts }) => attempts },
          { name: t`Actions`, cell: (delivery) => <DeliveryDetails delivery={delivery} /> },
        ]}
        empty={
          <Empty icon={<SendRegular />} title={t`No deliveries`}>
            {t`What is posted to your address shows up here.`}
          </Empty>
        }
      />
    </>
  );
}

function readPage(status: Status | '', token: string | undefined): Promise<Collection<DeliveryResource>> {
  return answered(
    deliveryList({
      query: { size: 25, ...(status && { status }), ...(token !== undefined && { seekOperation: 'Next' }) },
      ...(token !== undefined && { headers: { 'MS-ContinuationToken': token } }),
    }),
  );
}

function StatusBadge({ status }: { status: Status }): ReactElement {
  const { name, color } = useStatuses()[status];
  return (
    <Badge appearance="tint" color={color}>
      {name}
    </Badge>
  );
}
