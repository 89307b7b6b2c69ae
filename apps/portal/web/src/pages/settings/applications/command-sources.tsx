import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { commandSourceList, commandSourceRemove } from '../../../api/generated/sdk.gen';
import { type CommandSourceResource } from '../../../api/generated/types.gen';
import { Confirm } from '../../../components/confirm';
import { List } from '../../../components/list';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { useOpening } from '../../../components/later/editable-section';
import { Section } from '../../../components/page/section';
import { useRoleNames } from '../role-names';

const AddSource = lazy(() => import('./add-source').then((form) => ({ default: form.AddSource })));

/** Which platforms send commands over Kafka in the name of an application, and what they may. */
export function CommandSources({ appId }: { appId: string }): ReactElement {
  const { t } = useLingui();
  const names = useRoleNames();
  const { isOpen, open, close } = useOpening();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['command-sources', appId],
    queryFn: () => answered(commandSourceList({ path: { appId } })),
  });
  return (
    <Section title={t`Sources of commands`}>
      {t`A platform that sends commands over Kafka in the name of this application, such as your billing system.`}
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading rows={2} />}
      {data && data.items.length > 0 && (
        <List
          label={t`Sources of commands`}
          items={data.items}
          keyOf={({ id }) => id}
          columns={[
            { name: t`Source`, cell: ({ source }) => source },
            { name: t`Roles`, cell: ({ roles }) => roles.map((role) => names[role]).join(', ') || t`None` },
            { name: t`Actions`, cell: (source) => <Remove appId={appId} source={source} /> },
          ]}
        />
      )}
      {isOpen ? (
        <Suspense fallback={<Loading />}>
          <AddSource appId={appId} onClose={close} />
        </Suspense>
      ) : (
        <div>
          <Button onClick={open}>{t`Add source`}</Button>
        </div>
      )}
    </Section>
  );
}

function Remove({ appId, source: { id, source } }: { appId: string; source: CommandSourceResource }): ReactElement {
  const { t } = useLingui();
  const remove = useAction(
    (_: undefined, headers) => answered(commandSourceRemove({ path: { appId, sourceId: id }, headers })),
    { changes: [['command-sources', appId]] },
  );
  return (
    <Confirm
      trigger={<Button size="small">{t`Remove`}</Button>}
      title={t`Remove ${source}?`}
      text={t`Ten seconds later none of its commands is accepted any more.`}
      confirm={t`Remove`}
      action={remove}
    />
  );
}
