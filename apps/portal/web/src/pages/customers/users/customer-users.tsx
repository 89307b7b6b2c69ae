import { Button, Switch } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { customerUserList } from '../../../api/generated/sdk.gen';
import { type CustomerResource, type CustomerUserResource } from '../../../api/generated/types.gen';
import { holds, useSignedIn } from '../../../app/session';
import { Buttons } from '../../../components/form/buttons';
import { PagedList, usePages, type Collection } from '../../../components/list';
import { Empty } from '../../../components/page/page-states';
import { useDates } from '../../../components/words';
import { useCustomer } from '../customer-query';
import { AddCustomerUser } from './add-customer-user';
import { DeleteUser, RestoreUser } from './delete-user';
import { NoPermission } from './no-permission';
import { ResetPassword } from './reset-password';
import { UserLicences } from './user-licences';

const PAGE_SIZE = 25;

/** The users of a customer: those it has, and those that were deleted and can be restored. */
export function CustomerUsers(): ReactElement {
  const customer = useCustomer();
  return customer.allowDelegatedAccess ? <Users customer={customer} /> : <NoPermission />;
}

function Users({ customer }: { customer: CustomerResource }): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const canChange = holds(useSignedIn(), 'AdminAgent');
  const [isAdding, setAdding] = useState(false);
  const [showsDeleted, setShowsDeleted] = useState(false);
  const pages = usePages(['customer-users', customer.id, showsDeleted], (token) =>
    readPage(customer.id, showsDeleted, token),
  );
  return (
    <>
      <Buttons>
        {canChange && !isAdding && (
          <Button appearance="primary" icon={<PersonAddRegular />} onClick={() => setAdding(true)}>
            {t`Add user`}
          </Button>
        )}
        <Switch
          label={t`Show deleted users`}
          checked={showsDeleted}
          onChange={(_, { checked }) => setShowsDeleted(checked)}
        />
      </Buttons>
      {isAdding && <AddCustomerUser customer={customer} onClose={() => setAdding(false)} />}
      <PagedList
        label={showsDeleted ? t`Deleted users` : t`Users`}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          { name: t`Name`, cell: ({ displayName }) => displayName },
          { name: t`User name`, cell: ({ userPrincipalName }) => userPrincipalName },
          ...(showsDeleted
            ? [
                {
                  name: t`Deleted on`,
                  cell: ({ softDeletionTime }: CustomerUserResource) => softDeletionTime && time(softDeletionTime),
                },
              ]
            : []),
          {
            name: t`Actions`,
            cell: (user) => (
              <Buttons>
                {!showsDeleted && <UserLicences customerId={customer.id} user={user} canChange={canChange} />}
                {canChange && <Changes customerId={customer.id} user={user} />}
              </Buttons>
            ),
          },
        ]}
        empty={
          <Empty icon={<PeopleTeamRegular />} title={showsDeleted ? t`No deleted users` : t`No users yet`}>
            {showsDeleted && t`Deleted users are listed here for 30 days, and can be restored.`}
          </Empty>
        }
      />
    </>
  );
}

function Changes({ customerId, user }: { customerId: string; user: CustomerUserResource }): ReactElement {
  if (user.state === 'inactive') return <RestoreUser customerId={customerId} user={user} />;
  return (
    <>
      <ResetPassword customerId={customerId} user={user} />
      <DeleteUser customerId={customerId} user={user} />
    </>
  );
}

function readPage(
  customerId: string,
  deleted: boolean,
  token: string | undefined,
): Promise<Collection<CustomerUserResource>> {
  const filter = JSON.stringify({ Field: 'UserState', Value: 'Inactive', Operator: 'equals' });
  const query = {
    size: PAGE_SIZE,
    sortField: 'DisplayName',
    ...(deleted && { filter }),
    ...(token !== undefined && { seekOperation: 'Next' }),
  };
  return answered(
    customerUserList({
      path: { customerId },
      query,
      ...(token !== undefined && { headers: { 'MS-ContinuationToken': token } }),
    }),
  );
}
