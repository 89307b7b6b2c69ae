import { Button } from '@fluentui/react-components';
import { CartRegular } from '@fluentui/react-icons/svg/cart';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { type CartCheckoutResource } from '../../../api/generated/types.gen';
import { useOpening } from '../../../components/later/editable-section';
import { Section } from '../../../components/page/section';
import { CartForm } from './cart-form';
import { Ordered } from './ordered';

/** A cart for a customer, from the first line to the orders. */
export function NewOrder({ customerId }: { customerId: string }): ReactElement {
  const { t } = useLingui();
  const { isOpen, open, close } = useOpening();
  const [ordered, setOrdered] = useState<CartCheckoutResource>();
  const done = (checkout: CartCheckoutResource): void => {
    setOrdered(checkout);
    close();
  };
  return (
    <>
      {ordered && <Ordered checkout={ordered} />}
      {isOpen ? (
        <Section title={t`New order`}>
          <CartForm customerId={customerId} onOrdered={done} onCancel={close} />
        </Section>
      ) : (
        <div>
          <Button appearance="primary" icon={<CartRegular />} onClick={open}>{t`New order`}</Button>
        </div>
      )}
    </>
  );
}
