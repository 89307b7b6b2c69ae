import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import {
  profileAssociateMpn,
  profileMpn,
  profileOrganization,
  profileSignInToDirectory,
} from '../../../api/generated/sdk.gen';
import { type MpnProfileResource } from '../../../api/generated/types.gen';
import { Problem } from '../../../api/problem';
import { holds, useSignedIn } from '../../../app/session';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { EditableSection } from '../../../components/later/editable-section';
import { Facts } from '../../../components/page/section';

const ChooseMpnId = lazy(() => import('../../enrolment/choose-mpn-id').then((form) => ({ default: form.ChooseMpnId })));

/** What others know a partner by. A Global admin associates another MPN ID. */
export function Identifiers(): ReactElement {
  const { t } = useLingui();
  const me = useSignedIn();
  const mpn = useQuery({ queryKey: ['profile', 'mpn'], queryFn: readMpn });
  const organization = useQuery({
    queryKey: ['profile', 'organization'],
    queryFn: () => answered(profileOrganization()),
  });
  const error = mpn.error ?? organization.error;
  const { data: company } = organization;
  return (
    <EditableSection
      title={t`Identifiers`}
      canEdit={mpn.data !== undefined && holds(me, 'GlobalAdmin')}
      form={(close) => (
        <>
          {t`Choose another MPN ID among those that the membership directory has for your company.`}
          <ChooseMpnId
            signIn={(body, headers) => answered(profileSignInToDirectory({ headers, body }))}
            associate={(mpnId, headers) => answered(profileAssociateMpn({ headers, body: { mpnId } }))}
            changes={[['profile', 'mpn']]}
            onSaved={close}
          />
          <div>
            <Button onClick={close}>{t`Cancel`}</Button>
          </div>
        </>
      )}
    >
      {error && <ProblemBar error={error} onRetry={() => void Promise.all([mpn.refetch(), organization.refetch()])} />}
      {(mpn.isPending || organization.isPending) && <Loading rows={3} />}
      {company && (
        <Facts
          facts={[
            [t`MPN ID`, mpn.data === null ? t`None yet` : mpn.data?.mpnId],
            [t`Name in the membership directory`, mpn.data?.partnerName],
            [t`Tenant ID`, company.tenantId],
            [t`Domain`, company.domain],
          ]}
        />
      )}
    </EditableSection>
  );
}

/** Null: there is none. */
async function readMpn(): Promise<MpnProfileResource | null> {
  return answered(profileMpn()).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  });
}
