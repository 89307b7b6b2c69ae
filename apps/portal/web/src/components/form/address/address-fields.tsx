import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { answered } from '../../../api/answers';
import { validationRules } from '../../../api/generated/sdk.gen';
import { type CountryValidationRulesResource } from '../../../api/generated/types.gen';
import { Choice, Row, TextField } from '../form';

/** What addresses look like in a country; undefined while it is not known, or for companies that are no partners. */
export function useCountryRules(country: string): CountryValidationRulesResource | undefined {
  return useQuery({
    queryKey: ['country-rules', country],
    queryFn: () => answered(validationRules({ path: { country } })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    enabled: country !== '',
  }).data;
}

/** The fields of an address, by the rules of its country: `addressLine1`, `addressLine2`, `city`, `postalCode`, `state`. */
export function AddressFields({ country }: { country: string }): ReactElement {
  const { t } = useLingui();
  const rules = useCountryRules(country);
  return (
    <>
      <TextField name="addressLine1" label={t`Address`} autoComplete="address-line1" />
      <TextField name="addressLine2" label={t`Address, second line`} isRequired={false} autoComplete="address-line2" />
      <Row>
        <TextField name="city" label={t`City`} autoComplete="address-level2" />
        <TextField
          name="postalCode"
          label={t`Postal code`}
          isRequired={rules?.isPostalCodeRequired ?? false}
          autoComplete="postal-code"
        />
      </Row>
      {!rules && (
        <TextField name="state" label={t`State`} isRequired={false} hint={t`Its code, where the country has states.`} />
      )}
      {rules && rules.supportedStatesList.length > 0 && (
        <Choice
          name="state"
          label={t`State`}
          isRequired={rules.isStateRequired}
          options={[['', ''], ...rules.supportedStatesList.map((state): [string, string] => [state, state])]}
        />
      )}
    </>
  );
}
