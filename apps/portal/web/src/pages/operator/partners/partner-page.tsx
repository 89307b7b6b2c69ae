import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { partnerGet } from '../../../api/generated/sdk.gen';
import { useParam } from '../../../app/param';
import { oneLine } from '../../../components/form/address/one-line';
import { Page } from '../../../components/page/page';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { Facts, Section } from '../../../components/page/section';
import { useDates, usePartnerTypes } from '../../../components/words';
import { AssociateMpnId } from './associate-mpn-id';
import { LegalDecision } from './legal-decision';

/** One partner: what is known of it, its new name or address if one waits, and its MPN ID. */
export function OperatorPartnerPage(): ReactElement {
  const { t } = useLingui();
  const types = usePartnerTypes();
  const { time } = useDates();
  const id = useParam('id');
  const query = useQuery({ queryKey: ['operator-partner', id], queryFn: () => answered(partnerGet({ path: { id } })) });
  const { data: partner, error, refetch } = query;
  return (
    <Page title={partner?.companyName ?? t`Partner`} isNarrow>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {partner && (
        <>
          <Section title={t`Partner`}>
            <Facts
              facts={[
                [t`Type`, types[partner.partnerType]],
                [t`Country`, partner.country],
                [t`Tenant ID`, partner.id],
                [t`MPN ID`, partner.mpnId],
                [t`Address`, partner.address && oneLine(partner.address)],
                [t`Registration number`, partner.organizationRegistrationNumber],
              ]}
            />
          </Section>
          {partner.proposal && (
            <Section title={t`Legal change`}>
              <Facts
                facts={[
                  [t`New name`, partner.proposal.companyName],
                  [t`New address`, partner.proposal.address && oneLine(partner.proposal.address)],
                  [t`Registration number`, partner.proposal.organizationRegistrationNumber],
                  [t`Since`, time(partner.proposal.since)],
                  [t`Refused, because`, partner.proposal.reasons?.join(' ')],
                ]}
              />
              {!partner.proposal.reasons && <LegalDecision id={id} />}
            </Section>
          )}
          <AssociateMpnId id={id} />
        </>
      )}
    </Page>
  );
}
