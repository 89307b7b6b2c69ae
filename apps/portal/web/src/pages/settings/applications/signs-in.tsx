import { useLingui } from '@lingui/react/macro';
import { type ApplicationResource } from '../../../api/generated/types.gen';

/** For whom an application signs in. */
export function useSignsIn(): (application: ApplicationResource) => string {
  const { t } = useLingui();
  return ({ public: isPublic, redirectUris }) => {
    if (isPublic) return t`Users, on their own devices`;
    return redirectUris.length > 0 ? t`Without a user, and users` : t`Without a user`;
  };
}
