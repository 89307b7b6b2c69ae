import { Field, Input } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, type ReactElement } from 'react';
import { useController } from 'react-hook-form';
import { answered } from '../../../api/answers';
import { domainIsAvailable } from '../../../api/generated/sdk.gen';

const FORM = /^[a-z0-9-]{1,27}$/i;

/** The customer's domain; says while it is typed whether it is free. */
export function DomainField(): ReactElement {
  const { t } = useLingui();
  const {
    field: { ref, value, ...field },
    fieldState: { error },
  } = useController<{ prefix?: string }>({ name: 'prefix' });
  const prefix = useDeferredValue(value ?? '').trim();
  const isFree = useQuery({
    queryKey: ['domain', prefix],
    queryFn: () => answered(domainIsAvailable({ path: { domainPrefix: prefix } })),
    enabled: FORM.test(prefix),
  });
  const taken = prefix !== '' && isFree.data === false;
  const badForm = prefix !== '' && !FORM.test(prefix);
  const message = badForm
    ? t`1 to 27 letters, digits and hyphens.`
    : taken
      ? t`This domain is taken. Choose another one.`
      : error?.message;
  return (
    <Field
      label={t`Domain`}
      required
      validationMessage={message ?? (isFree.data ? t`This domain is free.` : undefined)}
      validationState={message ? 'error' : isFree.data ? 'success' : 'none'}
    >
      <Input {...field} value={value ?? ''} input={{ ref }} contentAfter=".onmicrosoft.com" />
    </Field>
  );
}
