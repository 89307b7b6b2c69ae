import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useFieldArray, useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { type CartCheckoutResource, type CartRequest } from '../../../api/generated/types.gen';
import { Problem } from '../../../api/problem';
import { useRules } from '../../../components/form/fields';
import { Form } from '../../../components/form/form';
import { Attest } from '../agreement/attest';
import { useCheckout } from './checkout';
import { Line } from './line';

/** Partner Center refuses so while nobody has confirmed the customer's agreement. */
const AGREEMENT_MISSING = 13605;
const MOST_LINES = 200;
const NEW_LINE = { catalogItemId: '', quantity: '1', billingCycle: 'monthly' };

function useShape() {
  const { t } = useLingui();
  const { text, optional } = useRules();
  const line = z.object({
    catalogItemId: text.check(z.maxLength(256)),
    quantity: text.check(z.regex(/^[1-9]\d{0,6}$/, t`Write a whole number.`)),
    billingCycle: text,
    friendlyName: optional,
    reseller: optional,
  });
  return z.object({ lines: z.array(line) });
}

type Values = z.infer<ReturnType<typeof useShape>>;

interface Props {
  customerId: string;
  onOrdered: (checkout: CartCheckoutResource) => void;
  onCancel: () => void;
}

/** The lines of a cart. Lines that are billed alike become one order. */
export function CartForm({ customerId, onOrdered, onCancel }: Props): ReactElement {
  const { t } = useLingui();
  const form = useForm<Values>({ resolver: zodResolver(useShape()), defaultValues: { lines: [NEW_LINE] } });
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'lines' });
  const checkout = useCheckout(customerId, onOrdered);
  const order = (values: Values): void => checkout.start(requestOf(values));
  const needsAgreement = checkout.error instanceof Problem && checkout.error.code === AGREEMENT_MISSING;
  return (
    <>
      <Form
        form={form}
        action={needsAgreement ? { ...checkout, error: undefined } : checkout}
        onSubmit={order}
        submit={t`Place the order`}
        others={<Button onClick={onCancel}>{t`Cancel`}</Button>}
      >
        {fields.map(({ id }, index) => (
          <Line key={id} index={index} onRemove={fields.length > 1 ? () => remove(index) : undefined} />
        ))}
        <div>
          <Button
            icon={<AddRegular />}
            disabledFocusable={fields.length >= MOST_LINES}
            onClick={() => append(NEW_LINE)}
          >{t`Add line`}</Button>
        </div>
      </Form>
      {needsAgreement && (
        <>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{t`The Microsoft Customer Agreement is not confirmed yet.`}</MessageBarTitle>
              {t`Say who accepted it for the customer. The order goes on afterwards.`}
            </MessageBarBody>
          </MessageBar>
          <Attest customerId={customerId} onDone={() => void form.handleSubmit(order)()} />
        </>
      )}
    </>
  );
}

function requestOf({ lines }: Values): CartRequest {
  return {
    lineItems: lines.map(({ catalogItemId, quantity, billingCycle, friendlyName, reseller }) => ({
      catalogItemId,
      quantity: Number(quantity),
      billingCycle,
      ...(friendlyName && { friendlyName }),
      ...(reseller && { participants: [{ key: 'transaction_reseller', value: reseller }] }),
    })),
  };
}
