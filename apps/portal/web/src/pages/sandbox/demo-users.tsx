import { Badge, Button } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useAction } from '../../api/action';
import { sandbox, type DemoUser } from '../../api/sandbox';
import { useMe } from '../../app/session';
import { List } from '../../components/list';
import { Empty, Loading, ProblemBar } from '../../components/page/page-states';
import { usePartnerTypes } from '../../components/words';

/** The users of the demo: a click, and the browser is signed in as one of them. */
export function DemoUsers(): ReactElement {
  const { t } = useLingui();
  const types = usePartnerTypes();
  const names = { ...types, operator: t`Operator of the platform`, customer: t`Customer` };
  const { data, error, refetch } = useQuery({ queryKey: ['sandbox', 'users'], queryFn: sandbox.users });
  const become = useAction((user: DemoUser) => sandbox.become(user.name), {
    // Anew: nothing that the other user has seen stays.
    onDone: () => window.location.assign('/app/home'),
  });
  const me = useMe();
  if (error) return <ProblemBar error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.items.length === 0)
    return (
      <Empty icon={<PeopleTeamRegular />} title={t`No demo users yet`}>
        {t`They are made when the platform has started.`}
      </Empty>
    );
  return (
    <>
      {become.error ? <ProblemBar error={become.error} /> : undefined}
      <List
        label={t`Demo users`}
        items={data.items}
        keyOf={({ name }) => name}
        columns={[
          { name: t`User name`, cell: ({ name }) => name },
          { name: t`Company`, cell: ({ partnerType }) => names[partnerType] },
          { name: t`Roles`, cell: ({ roles }) => roles.join(', ') },
          {
            name: t`Actions`,
            cell: (user) =>
              user.name === me?.user.userName ? (
                <Badge appearance="tint" color="success">{t`You`}</Badge>
              ) : (
                <Button
                  size="small"
                  aria-label={t`Switch to ${user.name}`}
                  disabledFocusable={become.isRunning}
                  onClick={() => become.start(user)}
                >
                  {t`Switch`}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}
