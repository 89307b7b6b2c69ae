import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { subscriptionChange } from '../../../api/generated/sdk.gen';
import { type SubscriptionResource } from '../../../api/generated/types.gen';
import { useSignedIn } from '../../../app/session';
import { useRules } from '../../../components/form/fields';
import { Choice, Form, TextField } from '../../../components/form/form';
import { useOpening } from '../../../components/later/editable-section';

interface Props {
  customerId: string;
  subscription: SubscriptionResource;
}

/** Changes what a subscription is called, how much of it there is, and whether it is renewed. */
export function SubscriptionChange({ customerId, subscription }: Props): ReactElement {
  const { t } = useLingui();
  const { isOpen, open, close } = useOpening();
  const name = subscription.friendlyName ?? subscription.offerName;
  return (
    <Dialog open={isOpen} onOpenChange={(_, data) => (data.open ? open() : close())}>
      <DialogTrigger disableButtonEnhancement>
        <Button size="small" aria-label={t`Change ${name}`}>{t`Change`}</Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t`Change ${name}`}</DialogTitle>
          <DialogContent>
            <ChangeForm customerId={customerId} subscription={subscription} onClose={close} />
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function ChangeForm({ customerId, subscription, onClose }: Props & { onClose: () => void }): ReactElement {
  const { t } = useLingui();
  const { text } = useRules();
  const { kind } = useSignedIn();
  const { id: subscriptionId, friendlyName, offerName, quantity, autoRenewEnabled, attributes } = subscription;
  const shape = z.object({
    friendlyName: text.check(z.maxLength(256)),
    quantity: text.check(z.regex(/^[1-9]\d{0,6}$/, t`Write a whole number.`)),
    renewal: z.enum(['on', 'off']),
  });
  const form = useForm<z.infer<typeof shape>>({
    resolver: zodResolver(shape),
    defaultValues: {
      friendlyName: friendlyName ?? offerName,
      quantity: String(quantity),
      renewal: autoRenewEnabled ? 'on' : 'off',
    },
  });
  const change = useAction(
    (values: z.infer<typeof shape>, headers) => {
      const wanted = { quantity: Number(values.quantity), autoRenewEnabled: values.renewal === 'on' };
      const body = {
        ...(values.friendlyName !== (friendlyName ?? offerName) && { friendlyName: values.friendlyName }),
        ...(wanted.quantity !== quantity && { quantity: wanted.quantity }),
        ...(wanted.autoRenewEnabled !== autoRenewEnabled && { autoRenewEnabled: wanted.autoRenewEnabled }),
        attributes: { etag: attributes.etag },
      };
      return answered(subscriptionChange({ path: { customerId, subscriptionId }, headers, body }));
    },
    { changes: [['subscriptions', customerId]], onDone: onClose },
  );
  return (
    <Form
      form={form}
      action={change}
      onSubmit={change.start}
      submit={t`Save`}
      others={<Button onClick={onClose}>{t`Cancel`}</Button>}
    >
      <TextField name="friendlyName" label={t`Name of the subscription`} />
      {kind !== 'indirect-reseller' && <TextField name="quantity" label={t`Quantity`} />}
      <Choice
        name="renewal"
        label={t`When its term ends`}
        options={[
          ['on', t`It is to be renewed`],
          ['off', t`It is to end`],
        ]}
      />
    </Form>
  );
}
