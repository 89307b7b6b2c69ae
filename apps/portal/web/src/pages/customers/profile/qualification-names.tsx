import { useLingui } from '@lingui/react/macro';
import { type QualificationResource } from '../../../api/generated/types.gen';

export type Qualification = QualificationResource['qualification'];

export function useQualificationNames(): Record<Qualification, string> {
  const { t } = useLingui();
  return {
    education: t`Education`,
    nonprofit: t`Nonprofit`,
    government_community_cloud: t`Government Community Cloud`,
    state_owned_entity: t`State-owned entity`,
  };
}
