import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { customerUserDelete, customerUserUpdate } from '../../../api/generated/sdk.gen';
import { type CustomerUserResource } from '../../../api/generated/types.gen';
import { Confirm } from '../../../components/confirm';

interface Props {
  customerId: string;
  user: CustomerUserResource;
}

export function DeleteUser({ customerId, user: { id: userId, displayName } }: Props): ReactElement {
  const { t } = useLingui();
  const remove = useAction(
    (_: undefined, headers) => answered(customerUserDelete({ path: { customerId, userId }, headers })),
    { changes: changesOf(customerId) },
  );
  return (
    <Confirm
      trigger={<Button size="small" aria-label={t`Delete ${displayName}`}>{t`Delete`}</Button>}
      title={t`Delete ${displayName}?`}
      text={t`The user cannot sign in any more, and its licences are free again. It can be restored for 30 days.`}
      confirm={t`Delete`}
      action={remove}
    />
  );
}

export function RestoreUser({ customerId, user: { id: userId, displayName } }: Props): ReactElement {
  const { t } = useLingui();
  const restore = useAction(
    (_: undefined, headers) =>
      answered(customerUserUpdate({ path: { customerId, userId }, headers, body: { state: 'active' } })),
    { changes: changesOf(customerId) },
  );
  return (
    <Confirm
      trigger={<Button size="small" aria-label={t`Restore ${displayName}`}>{t`Restore`}</Button>}
      title={t`Restore ${displayName}?`}
      text={t`The user can sign in again, with its roles, and with its licences if there are still some.`}
      confirm={t`Restore`}
      action={restore}
    />
  );
}

function changesOf(customerId: string): string[][] {
  return [
    ['customer-users', customerId],
    ['licences', customerId],
  ];
}
