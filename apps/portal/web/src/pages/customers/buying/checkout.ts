import { useRef } from 'react';
import { useAction, type Action, type Intent } from '../../../api/action';
import { answered } from '../../../api/answers';
import { cartChange, cartCheckout, cartCreate } from '../../../api/generated/sdk.gen';
import { type CartCheckoutResource, type CartRequest } from '../../../api/generated/types.gen';

interface Kept {
  cartId: string;
  /** The content that the cart has, and by which request it got it. */
  told: string;
}

/**
 * Puts lines into a cart, and orders what is in it. The cart is kept for the next attempt; what was not answered is repeated as it
 * was, so that nothing is ordered twice.
 */
export function useCheckout(
  customerId: string,
  onOrdered: (checkout: CartCheckoutResource) => void,
): Action<CartRequest> {
  const kept = useRef<Kept>(undefined);
  const fill = async (body: CartRequest, headers: Intent): Promise<string> => {
    const told = JSON.stringify([headers, body]);
    if (kept.current?.told === told) return kept.current.cartId;
    const { id } = await answered(
      kept.current
        ? cartChange({ path: { customerId, cartId: kept.current.cartId }, headers, body })
        : cartCreate({ path: { customerId }, headers, body }),
    );
    kept.current = { cartId: id, told };
    return id;
  };
  return useAction(
    async (body: CartRequest, headers) => {
      const cartId = await fill(body, headers);
      return answered(cartCheckout({ path: { customerId, cartId }, headers }));
    },
    {
      changes: [
        ['orders', customerId],
        ['subscriptions', customerId],
      ],
      onDone: onOrdered,
    },
  );
}
