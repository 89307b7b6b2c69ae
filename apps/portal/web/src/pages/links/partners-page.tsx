import { Badge, Button, MessageBar, MessageBarBody, MessageBarTitle, Title2 } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { myPartnersList, myPartnersRemoveAdminAccess } from '../../api/generated/sdk.gen';
import { type MyPartnerResource } from '../../api/generated/types.gen';
import { Confirm } from '../../components/confirm';
import { Page } from '../../components/page/page';
import { Empty, Loading, ProblemBar } from '../../components/page/page-states';
import { Facts, Section } from '../../components/page/section';
import { useDates, usePartnerTypes } from '../../components/words';
import { SignedInOnly } from './signed-in-only';

/** All partners of a customer in one list, with what they may do. */
export function PartnersPage(): ReactElement {
  const { t } = useLingui();
  return (
    <SignedInOnly
      title={t`Your partners`}
      lead={t`Sign in as a Global admin of your company to see the partners that it works with.`}
    >
      <Partners />
    </SignedInOnly>
  );
}

function Partners(): ReactElement {
  const { t } = useLingui();
  const query = useQuery({ queryKey: ['my-partners'], queryFn: () => answered(myPartnersList()) });
  const { data, error, refetch } = query;
  return (
    <Page title={t`Your partners`} lead={t`Everybody that your company buys through, and what they may do.`}>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {data?.items.length === 0 && (
        <Empty icon={<PeopleTeamRegular />} title={t`No partners yet`}>
          {t`A partner that wants to work with you sends you a link. It is listed here once you have accepted.`}
        </Empty>
      )}
      {data?.items.filter(isPartner).map((partner) => (
        <Partner key={partner.id} partner={partner} />
      ))}
      {data && <Former partners={data.items.filter((partner) => !isPartner(partner))} />}
    </Page>
  );
}

function isPartner({ relationship }: MyPartnerResource): boolean {
  return relationship === 'reseller';
}

/** With whom the relationship has ended, and who may still do something. */
function Former({ partners }: { partners: MyPartnerResource[] }): ReactElement | undefined {
  const { t } = useLingui();
  if (partners.length === 0) return undefined;
  return (
    <>
      <Title2 as="h2">{t`Former partners`}</Title2>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t`These partners still have the administrator permission.`}</MessageBarTitle>
          {t`It does not end with the relationship. Take it away where it is not needed any more.`}
        </MessageBarBody>
      </MessageBar>
      {partners.map((partner) => (
        <Partner key={partner.id} partner={partner} />
      ))}
    </>
  );
}

function Partner({ partner }: { partner: MyPartnerResource }): ReactElement {
  const { t } = useLingui();
  const types = usePartnerTypes();
  const { day } = useDates();
  const remove = useAction(
    (_: undefined, headers) => answered(myPartnersRemoveAdminAccess({ path: { partnerId: partner.id }, headers })),
    { changes: [['my-partners']] },
  );
  return (
    <Section title={partner.name}>
      <Facts
        facts={[
          [t`Type`, types[partner.partnerType]],
          [t`Country`, partner.country],
          [t`Partner number (MPN ID)`, partner.mpnId],
          [
            t`Relationship`,
            partner.relationship === 'reseller' ? (
              <Badge appearance="tint" color="success">{t`Reseller`}</Badge>
            ) : (
              <Badge appearance="tint" color="warning">{t`Ended`}</Badge>
            ),
          ],
          [t`Since`, partner.since && day(partner.since)],
          [
            t`Administrator permission`,
            partner.adminAccess ? t`Yes: it may manage subscriptions, licences and users` : t`No`,
          ],
        ]}
      />
      {partner.adminAccess && (
        <div>
          <Confirm
            trigger={<Button>{t`Take administrator permission away`}</Button>}
            title={t`Take administrator permission from ${partner.name}?`}
            text={t`It can no longer manage your subscriptions, licences and users. Only a new invitation gives it back.`}
            confirm={t`Take it away`}
            action={remove}
          />
        </div>
      )}
    </Section>
  );
}
