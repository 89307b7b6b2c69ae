import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { CartRegular } from '@fluentui/react-icons/svg/cart';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { orderList, orderPlace } from '../../api/generated/sdk.gen';
import { Problem } from '../../api/problem';
import { useSignedIn } from '../../app/session';
import { Done } from '../../components/done';
import { useRules } from '../../components/fields';
import { Choice, Form, Row, TextField } from '../../components/form';
import { List } from '../../components/list';
import { Empty, Loading, ProblemBar } from '../../components/page-states';
import { Section } from '../../components/section';
import { useDates } from '../../components/words';
import { Attest } from './attest';

/** Partner Center refuses so while nobody has confirmed the customer's agreement. */
const AGREEMENT_MISSING = 13605;

/** The orders of a customer, and a new one. */
export function Orders({ customerId }: { customerId: string }): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const { kind } = useSignedIn();
  const query = useQuery({
    queryKey: ['orders', customerId],
    queryFn: () => answered(orderList({ path: { customerId } })),
  });
  const { data, error, refetch } = query;
  return (
    <>
      {kind !== 'indirect-reseller' && <NewOrder customerId={customerId} />}
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {data?.items.length === 0 && <Empty icon={<CartRegular />} title={t`No orders yet`} />}
      {data && data.items.length > 0 && (
        <List
          label={t`Orders`}
          items={data.items}
          keyOf={({ id }) => id}
          columns={[
            { name: t`Order`, cell: ({ id }) => id },
            { name: t`Ordered`, cell: ({ creationDate }) => time(creationDate) },
            {
              name: t`Offers`,
              cell: ({ lineItems }) => lineItems.map(({ offerId, quantity }) => `${quantity} × ${offerId}`).join(', '),
            },
            { name: t`Status`, cell: ({ status }) => status },
          ]}
        />
      )}
    </>
  );
}

function NewOrder({ customerId }: { customerId: string }): ReactElement {
  const { t } = useLingui();
  const rules = useRules();
  const [isOpen, setOpen] = useState(false);
  const [placed, setPlaced] = useState<string>();
  const shape = z.object({
    offerId: rules.text,
    quantity: rules.text.check(z.regex(/^[1-9]\d{0,6}$/, t`Write a whole number.`)),
    billingCycle: rules.text,
    partnerIdOnRecord: rules.optional,
  });
  const form = useForm<z.infer<typeof shape>>({
    resolver: zodResolver(shape),
    defaultValues: { quantity: '1', billingCycle: 'monthly' },
  });
  const place = useAction(
    ({ offerId, quantity, billingCycle, partnerIdOnRecord }: z.infer<typeof shape>, headers) =>
      answered(
        orderPlace({
          path: { customerId },
          headers,
          body: {
            billingCycle,
            lineItems: [
              {
                lineItemNumber: 0,
                offerId,
                quantity: Number(quantity),
                ...(partnerIdOnRecord && { partnerIdOnRecord }),
              },
            ],
          },
        }),
      ),
    {
      changes: [
        ['orders', customerId],
        ['subscriptions', customerId],
      ],
      onDone: ({ id }) => {
        setPlaced(id);
        setOpen(false);
        form.reset();
      },
    },
  );
  const needsAgreement = place.error instanceof Problem && place.error.code === AGREEMENT_MISSING;
  const orderAgain = (): void => void form.handleSubmit((values) => place.start(values))();
  return (
    <>
      {placed !== undefined && <Done title={t`The order has been placed.`}>{placed}</Done>}
      {!isOpen && (
        <div>
          <Button appearance="primary" icon={<CartRegular />} onClick={() => setOpen(true)}>{t`New order`}</Button>
        </div>
      )}
      {isOpen && (
        <Section title={t`New order`}>
          <Form
            form={form}
            action={needsAgreement ? { ...place, error: undefined } : place}
            onSubmit={place.start}
            submit={t`Place the order`}
          >
            <Row>
              <TextField name="offerId" label={t`Offer ID`} />
              <TextField name="quantity" label={t`Quantity`} />
            </Row>
            <Row>
              <Choice
                name="billingCycle"
                label={t`Billing cycle`}
                options={[
                  ['monthly', t`Monthly`],
                  ['annual', t`Annual`],
                  ['one_time', t`One time`],
                ]}
              />
              <TextField name="partnerIdOnRecord" label={t`MPN ID of the reseller on record`} isRequired={false} />
            </Row>
          </Form>
          {needsAgreement && (
            <>
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>
                  <MessageBarTitle>{t`The Microsoft Customer Agreement is not confirmed yet.`}</MessageBarTitle>
                  {t`Say who accepted it for the customer. The order goes on afterwards.`}
                </MessageBarBody>
              </MessageBar>
              <Attest customerId={customerId} onDone={orderAgain} />
            </>
          )}
        </Section>
      )}
    </>
  );
}
