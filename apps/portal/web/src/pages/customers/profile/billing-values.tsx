import { useLingui } from '@lingui/react/macro';
import * as z from 'zod/mini';
import {
  type ChangeBillingProfileRequest,
  type CustomerBillingProfileResource,
} from '../../../api/generated/types.gen';
import { filledIn, useRules } from '../../../components/form/fields';

/** What somebody fills in of a billing profile. */
export interface BillingValues {
  companyName: string;
  email: string;
  firstName: string;
  lastName: string;
  phoneNumber?: string;
  addressLine1: string;
  addressLine2?: string;
  city: string;
  state?: string;
  postalCode?: string;
}

export function useBillingShape(): z.ZodMiniType<BillingValues, BillingValues> {
  const { text, optional, email } = useRules();
  return z.object({
    companyName: text,
    email,
    firstName: text,
    lastName: text,
    phoneNumber: optional,
    addressLine1: text,
    addressLine2: optional,
    city: text,
    state: optional,
    postalCode: optional,
  });
}

export function useBillingNames(): Record<keyof BillingValues, string> {
  const { t } = useLingui();
  return {
    companyName: t`Company name`,
    email: t`Email address`,
    firstName: t`First name of the contact`,
    lastName: t`Last name of the contact`,
    phoneNumber: t`Phone number`,
    addressLine1: t`Address`,
    addressLine2: t`Address, second line`,
    city: t`City`,
    state: t`State`,
    postalCode: t`Postal code`,
  };
}

export function valuesOf({ companyName, email, defaultAddress }: CustomerBillingProfileResource): BillingValues {
  const { firstName, lastName, phoneNumber, addressLine1, addressLine2, city, state, postalCode } = defaultAddress;
  return {
    companyName,
    email,
    firstName,
    lastName,
    phoneNumber,
    addressLine1,
    addressLine2,
    city,
    state,
    postalCode,
  };
}

/** What the form does not show is sent back as it was read. */
export function requestOf(values: BillingValues, read: CustomerBillingProfileResource): ChangeBillingProfileRequest {
  const { culture, language, firstName, lastName, defaultAddress } = read;
  const { companyName, email, ...address } = values;
  const { country, region, middleName } = defaultAddress;
  return {
    email,
    companyName,
    culture,
    language,
    ...filledIn({ firstName, lastName }),
    defaultAddress: { ...filledIn({ region, middleName, ...address }), country },
  };
}
