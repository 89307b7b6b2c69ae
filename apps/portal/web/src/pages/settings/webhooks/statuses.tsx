import { useLingui } from '@lingui/react/macro';

export type Status = 'delivered' | 'pending' | 'failed' | 'dropped';

interface Look {
  name: string;
  color: 'success' | 'informative' | 'danger' | 'subtle';
}

/** What can become of a delivery. */
export function useStatuses(): Record<Status, Look> {
  const { t } = useLingui();
  return {
    delivered: { name: t`Delivered`, color: 'success' },
    pending: { name: t`Pending`, color: 'informative' },
    failed: { name: t`Failed`, color: 'danger' },
    dropped: { name: t`Dropped`, color: 'subtle' },
  };
}
