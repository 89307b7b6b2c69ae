import { Button } from '@fluentui/react-components';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { userDelete, userList } from '../../api/generated/sdk.gen';
import { type UserResource } from '../../api/generated/types.gen';
import { useSignedIn } from '../../app/session';
import { Buttons } from '../../components/form/buttons';
import { Confirm } from '../../components/confirm';
import { PagedList, usePages } from '../../components/list';
import { Page } from '../../components/page/page';
import { Empty, Loading } from '../../components/page/page-states';
import { useRoleNames } from './role-names';
import { UserRoles } from './user-roles';

const AddUser = lazy(() => import('./add-user').then((form) => ({ default: form.AddUser })));

/** The users of a partner's work account, and what they may do. */
export function UsersPage(): ReactElement {
  const { t } = useLingui();
  const names = useRoleNames();
  const [isAdding, setAdding] = useState(false);
  const pages = usePages(['users'], (token) =>
    answered(
      userList({
        query: { size: 25, ...(token !== undefined && { seekOperation: 'Next' }) },
        ...(token !== undefined && { headers: { 'MS-ContinuationToken': token } }),
      }),
    ),
  );
  return (
    <Page
      title={t`User management`}
      actions={
        <Button appearance="primary" icon={<PersonAddRegular />} onClick={() => setAdding(true)}>
          {t`Add user`}
        </Button>
      }
    >
      {isAdding && (
        <Suspense fallback={<Loading />}>
          <AddUser onClose={() => setAdding(false)} />
        </Suspense>
      )}
      <PagedList
        label={t`Users`}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          { name: t`Name`, cell: ({ displayName }) => displayName },
          { name: t`User name`, cell: ({ userPrincipalName }) => userPrincipalName },
          { name: t`Roles`, cell: ({ roles }) => roles.map((role) => names[role]).join(', ') },
          { name: t`Actions`, cell: (user) => <Actions user={user} /> },
        ]}
        empty={<Empty icon={<PersonAddRegular />} title={t`No users yet`} />}
      />
    </Page>
  );
}

function Actions({ user }: { user: UserResource }): ReactElement {
  const { t } = useLingui();
  const me = useSignedIn();
  const remove = useAction((_: undefined, headers) => answered(userDelete({ path: { userId: user.id }, headers })), {
    changes: [['users']],
  });
  return (
    <Buttons>
      <UserRoles user={user} />
      {user.id !== me.user.userId && (
        <Confirm
          trigger={<Button size="small">{t`Remove`}</Button>}
          title={t`Remove ${user.displayName}?`}
          text={t`The user cannot sign in any more. It can be restored for 30 days, by the API.`}
          confirm={t`Remove`}
          action={remove}
        />
      )}
    </Buttons>
  );
}
