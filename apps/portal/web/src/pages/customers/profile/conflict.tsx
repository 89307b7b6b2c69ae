import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { List } from '../../../components/list';
import { useBillingNames, type BillingValues } from './billing-values';

interface Props {
  mine: BillingValues;
  theirs: BillingValues;
}

/** What somebody has typed beside what somebody else has saved meanwhile. */
export function Conflict({ mine, theirs }: Props): ReactElement {
  const { t } = useLingui();
  const names = useBillingNames();
  const fields = Object.keys(names) as (keyof BillingValues)[];
  const differing = fields.filter((field) => (mine[field] ?? '').trim() !== (theirs[field] ?? ''));
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t`Somebody has changed the profile meanwhile.`}</MessageBarTitle>
          {differing.length > 0
            ? t`Compare, then say what is to stay. You can change what you typed before.`
            : t`It is now as you want it.`}
        </MessageBarBody>
      </MessageBar>
      {differing.length > 0 && (
        <List
          label={t`What differs`}
          items={differing}
          keyOf={(field) => field}
          columns={[
            { name: t`Field`, cell: (field) => names[field] },
            { name: t`Yours`, cell: (field) => mine[field] || t`Empty` },
            { name: t`Saved meanwhile`, cell: (field) => theirs[field] ?? t`Empty` },
          ]}
        />
      )}
    </>
  );
}
