import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { partnershipList, relationshipRequestCreate } from '../../api/generated/sdk.gen';
import { type RelationshipRequestResource } from '../../api/generated/types.gen';
import { useSearchText } from '../../app/param';
import { useSignedIn } from '../../app/session';
import { Draft } from '../../components/draft';
import { Choice, Form } from '../../components/form/form';
import { Page } from '../../components/page/page';
import { Section } from '../../components/page/section';

interface Values {
  language: string;
  indirectProviderId: string;
}

/** Asks a customer for a reseller relationship: a link of its own, in a mail to change and send. A reseller asks with its provider. */
export function RequestPage(): ReactElement {
  const { t, i18n } = useLingui();
  const { kind } = useSignedIn();
  const provider = useSearchText('provider');
  const isReseller = kind === 'indirect-reseller';
  const [draft, setDraft] = useState<RelationshipRequestResource>();
  const partnerships = useQuery({
    queryKey: ['partnerships'],
    queryFn: () => answered(partnershipList()),
    enabled: isReseller,
  });
  const providers = partnerships.data?.items.filter(({ status }) => status === 'active') ?? [];
  const form = useForm<Values>({ defaultValues: { language: i18n.locale, indirectProviderId: provider } });
  const create = useAction(
    ({ language, indirectProviderId }: Values, headers) =>
      answered(
        relationshipRequestCreate({
          headers,
          body: { language, ...(indirectProviderId && { indirectProviderId }) },
        }),
      ),
    { onDone: setDraft },
  );
  return (
    <Page
      title={t`Request a reseller relationship`}
      isNarrow
      lead={t`You get a mail with a link. Whoever signs in there as the customer's Global admin sees who asks, and accepts or declines.`}
    >
      {draft ? (
        <>
          <Draft draft={draft} />
          <div>
            <Button onClick={() => setDraft(undefined)}>{t`Another customer`}</Button>
          </div>
        </>
      ) : (
        <Section>
          <Form form={form} action={create} onSubmit={create.start} submit={t`Create the mail`}>
            {isReseller && (
              <Choice
                name="indirectProviderId"
                label={t`Together with your indirect provider`}
                isRequired={false}
                options={[
                  ['', t`Nobody: your company alone`],
                  ...providers.map(({ partnerId, name }): [string, string] => [partnerId, name]),
                ]}
              />
            )}
            <Choice
              name="language"
              label={t`Language of the mail`}
              options={[
                ['en', 'English'],
                ['de', 'Deutsch'],
              ]}
            />
          </Form>
        </Section>
      )}
    </Page>
  );
}
