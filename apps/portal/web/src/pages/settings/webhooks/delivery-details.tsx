import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useRef, useState, type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { deliverySendAgain } from '../../../api/generated/sdk.gen';
import { type DeliveryResource } from '../../../api/generated/types.gen';
import { Buttons } from '../../../components/form/buttons';
import { Confirm } from '../../../components/confirm';
import { useLater } from '../../../components/later/use-later';

/** What was posted and answered, on demand, and one more try for what failed. */
export function DeliveryDetails({ delivery }: { delivery: DeliveryResource }): ReactElement {
  const { t } = useLingui();
  const { id, status } = delivery;
  const [isOpen, setOpen] = useState(false);
  const [code, load] = useLater(() => import('./delivery-dialog'));
  const opener = useRef<HTMLButtonElement>(null);
  const again = useAction(
    (_: undefined, headers) => answered(deliverySendAgain({ path: { deliveryId: id }, headers })),
    { changes: [['webhook-deliveries']] },
  );
  const open = (): void => {
    load();
    setOpen(true);
  };
  const close = (): void => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <Buttons>
      <Button size="small" ref={opener} aria-haspopup="dialog" onClick={open}>{t`Details`}</Button>
      {code && <code.DeliveryDialog delivery={delivery} isOpen={isOpen} onClose={close} />}
      {status === 'failed' && (
        <Confirm
          trigger={<Button size="small">{t`Send again`}</Button>}
          title={t`Send it again?`}
          text={t`It gets ten new attempts, the first at once.`}
          confirm={t`Send`}
          action={again}
        />
      )}
    </Buttons>
  );
}
