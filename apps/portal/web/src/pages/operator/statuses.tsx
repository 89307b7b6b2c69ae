import { useLingui } from '@lingui/react/macro';
import { type EnrollmentResource } from '../../api/generated/types.gen';

export function useStatuses(): Record<EnrollmentResource['status'], string> {
  const { t } = useLingui();
  return {
    draft: t`Draft`,
    submitted: t`Waiting for the primary contact`,
    'in-review': t`In review`,
    'information-requested': t`Information requested`,
    active: t`Active`,
    rejected: t`Rejected`,
    withdrawn: t`Withdrawn`,
  };
}
