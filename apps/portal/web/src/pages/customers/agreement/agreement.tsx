import { Badge, Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { agreementInvitationDraft, agreementList } from '../../../api/generated/sdk.gen';
import { type AgreementInvitationResource, type AgreementResource } from '../../../api/generated/types.gen';
import { useSignedIn } from '../../../app/session';
import { Buttons } from '../../../components/form/buttons';
import { List } from '../../../components/list';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { Section } from '../../../components/page/section';
import { useDates } from '../../../components/words';

const Attest = lazy(() => import('./attest').then((form) => ({ default: form.Attest })));
const Draft = lazy(() => import('../../../components/draft').then((form) => ({ default: form.Draft })));

/** Who has confirmed the Microsoft Customer Agreement of a customer, and the two ways to confirm it. */
export function Agreement({ customerId }: { customerId: string }): ReactElement {
  const { t } = useLingui();
  const { kind } = useSignedIn();
  const query = useQuery({
    queryKey: ['agreements', customerId],
    queryFn: () =>
      answered(agreementList({ path: { customerId }, query: { agreementType: 'MicrosoftCustomerAgreement' } })),
  });
  const { data, error, refetch } = query;
  const [isAttesting, setAttesting] = useState(false);
  const [draft, setDraft] = useState<AgreementInvitationResource>();
  const ask = useAction(
    (_: undefined, headers) => answered(agreementInvitationDraft({ path: { customerId }, headers })),
    { onDone: setDraft },
  );
  return (
    <>
      <Section title={t`Microsoft Customer Agreement`}>
        {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
        {query.isPending && <Loading rows={2} />}
        {data && (
          <div>
            {data.items.length > 0 ? (
              <Badge appearance="tint" color="success">{t`Confirmed`}</Badge>
            ) : (
              <Badge appearance="tint" color="warning">{t`Not confirmed: orders are refused`}</Badge>
            )}
          </div>
        )}
        {data && data.items.length > 0 && <History items={data.items} />}
        {ask.error ? <ProblemBar error={ask.error} /> : undefined}
        <Buttons>
          {kind !== 'indirect-reseller' && !isAttesting && (
            <Button onClick={() => setAttesting(true)}>{t`Confirm that the customer has accepted`}</Button>
          )}
          <Button onClick={() => ask.start(undefined)} disabledFocusable={ask.isRunning}>
            {t`Ask the customer to accept`}
          </Button>
        </Buttons>
        {isAttesting && (
          <Suspense fallback={<Loading />}>
            <Attest customerId={customerId} onDone={() => setAttesting(false)} />
          </Suspense>
        )}
      </Section>
      {draft && (
        <Suspense fallback={<Loading />}>
          <Draft draft={draft} />
        </Suspense>
      )}
    </>
  );
}

function History({ items }: { items: AgreementResource[] }): ReactElement {
  const { t } = useLingui();
  const { day } = useDates();
  return (
    <List
      label={t`Confirmations`}
      items={items}
      keyOf={({ dateAgreed, method, primaryContact }) => `${dateAgreed} ${method} ${primaryContact?.email ?? ''}`}
      columns={[
        { name: t`Accepted on`, cell: ({ dateAgreed }) => day(dateAgreed) },
        { name: t`How`, cell: ({ method }) => (method === 'direct' ? t`By the customer` : t`Confirmed by a partner`) },
        {
          name: t`Contact`,
          cell: ({ primaryContact: contact }) =>
            contact && `${contact.firstName} ${contact.lastName} (${contact.email})`,
        },
      ]}
    />
  );
}
