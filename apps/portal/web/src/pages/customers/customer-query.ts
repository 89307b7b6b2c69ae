import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { answered } from '../../api/answers';
import { customerGet } from '../../api/generated/sdk.gen';
import { type CustomerResource } from '../../api/generated/types.gen';
import { useParam } from '../../app/param';

// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- What it is follows from the call.
export function customerQuery(customerId: string) {
  return queryOptions({
    queryKey: ['customer', customerId],
    queryFn: () => answered(customerGet({ path: { customerId } })),
  });
}

/** The customer of the page, for its parts: they are shown once it is there. */
export function useCustomer(): CustomerResource {
  return useSuspenseQuery(customerQuery(useParam('customerId'))).data;
}
