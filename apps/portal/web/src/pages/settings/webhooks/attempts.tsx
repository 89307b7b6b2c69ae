import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { type AttemptResource } from '../../../api/generated/types.gen';
import { List } from '../../../components/list';
import { useDates } from '../../../components/words';

/** What an address answered, attempt by attempt. */
export function Attempts({ results }: { results: AttemptResource[] }): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  return (
    <List
      label={t`Attempts`}
      items={results}
      keyOf={({ dateTimeUtc }) => dateTimeUtc}
      columns={[
        { name: t`When`, cell: ({ dateTimeUtc }) => time(dateTimeUtc) },
        { name: t`Answer`, cell: ({ responseCode }) => responseCode || t`None` },
        { name: t`Why it was not taken`, cell: ({ responseMessage }) => responseMessage },
      ]}
    />
  );
}
