import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { partnerAgreementGet, partnerAgreementSign } from '../../api/generated/sdk.gen';
import { holds, useSignedIn } from '../../app/session';
import { Confirm } from '../../components/confirm';
import { Done } from '../../components/done';
import { Page } from '../../components/page/page';
import { Loading, ProblemBar } from '../../components/page/page-states';
import { Facts, OutsideLink, Section } from '../../components/page/section';
import { useDates } from '../../components/words';

/** The Microsoft Partner Agreement of a partner: its text, who signed it, and the signature of a Global admin. */
export function PartnerAgreementPage(): ReactElement {
  const { t, i18n } = useLingui();
  const { time } = useDates();
  const me = useSignedIn();
  const query = useQuery({
    queryKey: ['partner-agreement', i18n.locale],
    queryFn: () => answered(partnerAgreementGet({ query: { language: i18n.locale } })),
  });
  const { data: agreement, error, refetch } = query;
  const sign = useAction(
    (_: undefined, headers) =>
      // What is signed is what is shown.
      answered(
        partnerAgreementSign({ headers, query: { version: agreement?.version, language: agreement?.language } }),
      ),
    { changes: [['partner-agreement'], ['me']] },
  );
  return (
    <Page title={t`Microsoft Partner Agreement`} isNarrow>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {agreement?.isSigned && <Done title={t`The Microsoft Partner Agreement is signed.`} />}
      {agreement && (
        <Section title={agreement.title ?? t`The text`}>
          <Facts
            facts={[
              [t`Version`, agreement.version],
              [t`Signed on`, agreement.signedAt && time(agreement.signedAt)],
              [t`Signed by`, agreement.signedBy && agreement.signedBy.userPrincipalName],
            ]}
          />
          {agreement.displayUri && <OutsideLink href={agreement.displayUri}>{t`Read the agreement`}</OutsideLink>}
          {agreement.isSample && t`The text is a sample, which binds nobody.`}
          {!agreement.isSigned && holds(me, 'GlobalAdmin') && (
            <div>
              <Confirm
                trigger={<Button appearance="primary">{t`Sign the agreement`}</Button>}
                title={t`Sign for your company?`}
                text={t`You sign the Microsoft Partner Agreement for your company. This cannot be undone.`}
                confirm={t`Sign`}
                action={sign}
              />
            </div>
          )}
          {!agreement.isSigned && !holds(me, 'GlobalAdmin') && t`A Global admin of your company has to sign it.`}
        </Section>
      )}
    </Page>
  );
}
