import { HomeRegular } from '@fluentui/react-icons/svg/home';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { type Me } from './session';

export interface Destination {
  to: '/app/home';
  label: string;
  icon: ReactElement;
}

/** Where somebody can go, by the role and the kind of the company. */
export function useDestinations(me: Me | undefined): Destination[] {
  const { t } = useLingui();
  if (!me) return [];
  return [{ to: '/app/home', label: t`Home`, icon: <HomeRegular /> }];
}
