import { Button } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { partnerOnboard } from '../../../api/generated/sdk.gen';
import { countryOptions } from '../../../components/form/address/countries';
import { useRules } from '../../../components/form/fields';
import { Choice, Form, Row, TextField } from '../../../components/form/form';
import { Section } from '../../../components/page/section';
import { usePartnerTypes } from '../../../components/words';

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Makes a company with a work account a partner, without an enrolment. */
export function OnboardPartner({ onClose }: { onClose: () => void }): ReactElement {
  const { t } = useLingui();
  const { text, optional } = useRules();
  const types = usePartnerTypes();
  const navigate = useNavigate();
  const shape = z.object({
    tenantId: text.check(z.regex(GUID, t`Write an ID such as 5f0c1b9e-8a53-4c39-9d2e-0d8f0b1c2a3b.`)),
    companyName: text,
    partnerType: z.enum(['direct-bill', 'indirect-provider', 'indirect-reseller']),
    country: text,
    mpnId: optional,
  });
  const form = useForm<z.infer<typeof shape>>({
    resolver: zodResolver(shape),
    defaultValues: { partnerType: 'indirect-provider', country: 'US' },
  });
  const onboard = useAction(
    ({ mpnId, ...partner }: z.infer<typeof shape>, headers) =>
      answered(partnerOnboard({ headers, body: { ...partner, ...(mpnId && { mpnId }) } })),
    {
      changes: [['operator-partners']],
      onDone: ({ id }) => void navigate({ to: '/app/operator/partners/$id', params: { id } }),
    },
  );
  return (
    <Section title={t`Onboard a partner`}>
      <Form
        form={form}
        action={onboard}
        onSubmit={onboard.start}
        submit={t`Onboard`}
        others={
          <Button disabledFocusable={onboard.isRunning} onClick={onClose}>
            {t`Cancel`}
          </Button>
        }
      >
        <TextField name="tenantId" label={t`Tenant ID`} hint={t`Of the company's work account.`} autoComplete="off" />
        <TextField name="companyName" label={t`Legal business name`} autoComplete="off" />
        <Row>
          <Choice name="partnerType" label={t`Type`} options={Object.entries(types)} />
          <Choice name="country" label={t`Country`} options={countryOptions()} />
        </Row>
        <TextField name="mpnId" label={t`MPN ID`} isRequired={false} autoComplete="off" />
      </Form>
    </Section>
  );
}
