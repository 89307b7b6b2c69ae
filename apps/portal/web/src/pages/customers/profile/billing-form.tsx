import { Button } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { customerProfileChangeBilling } from '../../../api/generated/sdk.gen';
import { type CustomerBillingProfileResource } from '../../../api/generated/types.gen';
import { Problem } from '../../../api/problem';
import { AddressFields } from '../../../components/form/address/address-fields';
import { Form, Row, TextField } from '../../../components/form/form';
import { requestOf, useBillingNames, useBillingShape, valuesOf, type BillingValues } from './billing-values';
import { Conflict } from './conflict';

/** Partner Center refuses so what was changed since it was read. */
const CHANGED_MEANWHILE = 2055;

interface Props {
  customerId: string;
  /** As it is now: newer than what the form began with, if somebody else has saved. */
  profile: CustomerBillingProfileResource;
  onClose: () => void;
}

/** Changes a billing profile, and never undoes unseen what somebody else has changed meanwhile. */
export function BillingForm({ customerId, profile, onClose }: Props): ReactElement {
  const { t } = useLingui();
  const queries = useQueryClient();
  const names = useBillingNames();
  const [base, setBase] = useState(profile);
  const form = useForm<BillingValues>({
    resolver: zodResolver(useBillingShape()),
    defaultValues: valuesOf(profile),
  });
  const key = ['customer-billing', customerId];
  const save = useAction(
    async ({ values, over }: { values: BillingValues; over: CustomerBillingProfileResource }, headers) => {
      const ifMatch = { 'If-Match': over.attributes.etag };
      const body = requestOf(values, over);
      const saved = customerProfileChangeBilling({ path: { customerId }, headers: { ...headers, ...ifMatch }, body });
      return answered(saved).catch(async (error: unknown) => {
        if (isConflict(error)) await queries.invalidateQueries({ queryKey: key });
        throw error;
      });
    },
    { changes: [key, ['customer', customerId], ['customers']], onDone: onClose },
  );
  const hasChanged = profile.attributes.etag !== base.attributes.etag && !save.isRunning;
  const takeTheirs = (): void => {
    form.reset(valuesOf(profile));
    setBase(profile);
    save.forget();
  };
  const saveMine = (values: BillingValues): void => {
    setBase(profile);
    save.start({ values, over: profile });
  };
  return (
    <Form
      form={form}
      action={isConflict(save.error) ? { ...save, error: undefined } : save}
      onSubmit={hasChanged ? saveMine : (values) => save.start({ values, over: base })}
      submit={hasChanged ? t`Save mine` : t`Save`}
      others={
        <>
          {hasChanged && <Button onClick={takeTheirs}>{t`Take what was saved`}</Button>}
          <Button onClick={onClose}>{t`Cancel`}</Button>
        </>
      }
    >
      <TextField name="companyName" label={names.companyName} autoComplete="organization" />
      <Row>
        <TextField name="firstName" label={names.firstName} />
        <TextField name="lastName" label={names.lastName} />
      </Row>
      <Row>
        <TextField name="email" label={names.email} type="email" />
        <TextField name="phoneNumber" label={names.phoneNumber} type="tel" isRequired={false} />
      </Row>
      <AddressFields country={profile.defaultAddress.country} />
      {hasChanged && <Conflict mine={form.watch()} theirs={valuesOf(profile)} />}
    </Form>
  );
}

function isConflict(error: unknown): boolean {
  return error instanceof Problem && error.code === CHANGED_MEANWHILE;
}
