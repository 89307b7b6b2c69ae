import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { registrationRemove } from '../../../api/generated/sdk.gen';
import { type RegistrationResource } from '../../../api/generated/types.gen';
import { Buttons } from '../../../components/form/buttons';
import { Confirm } from '../../../components/confirm';
import { Loading } from '../../../components/page/page-states';
import { useOpening } from '../../../components/later/editable-section';
import { Facts, OutsideLink, Section } from '../../../components/page/section';
import { useDates } from '../../../components/words';

const RegistrationForm = lazy(() => import('./registration-form').then((form) => ({ default: form.RegistrationForm })));

/** Where events are posted to, and which. */
export function Registration({ registration }: { registration?: RegistrationResource }): ReactElement {
  const { t } = useLingui();
  const { isOpen, open, close } = useOpening();
  if (!registration || isOpen) {
    return (
      <Section title={registration ? t`Change the registration` : t`Register`}>
        <Suspense fallback={<Loading />}>
          <RegistrationForm registration={registration} onSaved={close} onCancel={registration && close} />
        </Suspense>
      </Section>
    );
  }
  return <Registered registration={registration} onEdit={open} />;
}

function Registered({
  registration,
  onEdit,
}: {
  registration: RegistrationResource;
  onEdit: () => void;
}): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const { WebhookUrl, WebhookEvents, SignatureTokenToMsSignatureHeader, LastModifiedTimestamp } = registration;
  const remove = useAction((_: undefined, headers) => answered(registrationRemove({ headers })), {
    changes: [['webhook-registration'], ['webhook-deliveries']],
  });
  return (
    <Section title={t`Registration`}>
      <Facts
        facts={[
          [t`Address`, WebhookUrl],
          [t`Events`, WebhookEvents.join(', ')],
          [t`Signature in`, SignatureTokenToMsSignatureHeader ? 'x-ms-signature' : 'Authorization'],
          [t`Changed`, time(LastModifiedTimestamp)],
        ]}
      />
      <OutsideLink href="/webhooks/v1/certificates">{t`The certificates that signatures are checked with`}</OutsideLink>
      <Buttons>
        <Button onClick={onEdit}>{t`Edit`}</Button>
        <Confirm
          trigger={<Button>{t`Remove`}</Button>}
          title={t`Remove the registration?`}
          text={t`Nothing is posted any more, and what is on its way is dropped.`}
          confirm={t`Remove`}
          action={remove}
        />
      </Buttons>
    </Section>
  );
}
