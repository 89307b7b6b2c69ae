import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { Plural, useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { type CartCheckoutResource } from '../../../api/generated/types.gen';
import { Done } from '../../../components/done';

/** What came of a cart: its orders, and what was refused beside them. */
export function Ordered({ checkout: { orders, orderErrors } }: { checkout: CartCheckoutResource }): ReactElement {
  const { t } = useLingui();
  return (
    <>
      {orders.length > 0 && (
        <Done title={orders.length === 1 ? t`The order has been placed.` : t`The orders have been placed.`}>
          {orders.map(({ id }) => id).join(', ')}
        </Done>
      )}
      {orderErrors.length > 0 && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>
              <Plural value={orderErrors.length} one="One order was refused." other="# orders were refused." />
            </MessageBarTitle>
            {orderErrors.map(({ description }) => description).join(' ')}
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
