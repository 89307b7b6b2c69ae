import { Badge, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { profileLegalBusiness } from '../../../api/generated/sdk.gen';
import { type LegalBusinessProfileResource } from '../../../api/generated/types.gen';
import { holds, useSignedIn } from '../../../app/session';
import { countryNames } from '../../../components/form/address/countries';
import { oneLine } from '../../../components/form/address/one-line';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { EditableSection } from '../../../components/later/editable-section';
import { Facts } from '../../../components/page/section';

const LegalForm = lazy(() => import('./legal-form').then((form) => ({ default: form.LegalForm })));

/** The registered name and address of a partner, its primary contact, and how far the verification of a change is. */
export function LegalInfo(): ReactElement {
  const { t } = useLingui();
  const me = useSignedIn();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['profile', 'legal'],
    queryFn: () => answered(profileLegalBusiness()),
  });
  return (
    <EditableSection
      title={t`Legal info`}
      canEdit={data !== undefined && holds(me, 'GlobalAdmin', 'AdminAgent')}
      form={(close) => (data ? <LegalForm legal={data} onClose={close} /> : <Loading />)}
    >
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading />}
      {data && <Vetting legal={data} />}
      {data && <Known legal={data} />}
    </EditableSection>
  );
}

function Known({ legal }: { legal: LegalBusinessProfileResource }): ReactElement {
  const { t } = useLingui();
  const { companyName, address, organizationRegistrationNumber, primaryContact } = legal;
  return (
    <Facts
      facts={[
        [t`Legal business name`, companyName],
        [t`Address`, address && oneLine({ ...address, country: countryNames([address.country]).join() })],
        [t`Registration number`, organizationRegistrationNumber],
        [t`Primary contact`, primaryContact && `${primaryContact.firstName} ${primaryContact.lastName}`],
        [t`Email address`, primaryContact?.email],
        [t`Phone number`, primaryContact?.phoneNumber],
      ]}
    />
  );
}

function Vetting({ legal: { vettingStatus, reasons = [] } }: { legal: LegalBusinessProfileResource }): ReactElement {
  const { t } = useLingui();
  if (vettingStatus === 'authorized') {
    return (
      <div>
        <Badge appearance="tint" color="success">{t`Verified`}</Badge>
      </div>
    );
  }
  const isRejected = vettingStatus === 'rejected';
  return (
    <MessageBar intent={isRejected ? 'error' : 'warning'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{isRejected ? t`The change was rejected.` : t`The change is being verified.`}</MessageBarTitle>
        {isRejected ? reasons.join(' ') : t`What was verified before stays in force until then.`}
      </MessageBarBody>
    </MessageBar>
  );
}
