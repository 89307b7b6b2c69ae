import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { answered } from '../../api/answers';
import { customerList } from '../../api/generated/sdk.gen';
import { type CustomerResource } from '../../api/generated/types.gen';
import { type Me } from '../session';

const AT_MOST = 8;

/** The caller's customers whose names begin so; of whoever has none, nobody. */
export function useFoundCustomers(me: Me, text: string): CustomerResource[] {
  const searched = useDeferredValue(text.trim());
  const filter = JSON.stringify({ Field: 'CompanyName', Value: searched, Operator: 'starts_with' });
  const { data } = useQuery({
    queryKey: ['customers', 'palette', searched],
    queryFn: () => answered(customerList({ query: { size: AT_MOST, filter } })),
    enabled: me.program !== undefined && searched !== '',
    placeholderData: keepPreviousData,
  });
  return searched === '' ? [] : (data?.items ?? []);
}
