import { Badge } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { type DeadLetterResource } from '../../../api/generated/types.gen';

export type Status = DeadLetterResource['status'];

const COLORS = { waiting: 'warning', replayed: 'informative', handled: 'success', discarded: 'subtle' } as const;

export function useStatuses(): Record<Status, string> {
  const { t } = useLingui();
  return {
    waiting: t`Waits for you`,
    replayed: t`Given again`,
    handled: t`Handled`,
    discarded: t`Discarded`,
  };
}

export function StatusBadge({ status }: { status: Status }): ReactElement {
  return (
    <Badge appearance="tint" color={COLORS[status]}>
      {useStatuses()[status]}
    </Badge>
  );
}
