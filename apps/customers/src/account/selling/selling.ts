import { faults } from '#lib/contracts';
import { cspRegionOf, currenciesOf } from '#lib/countries';
import { reject, type Rejected } from '#lib/decision';
import { type Order } from '../order-state/order-state.js';

/**
 * Why a partner in one country may not sell to a customer in another, or not in this currency. A partner sells within its
 * own CSP region, and bills in the currencies of the customer's country.
 */
export function sellingFault(
  partnerCountry: string,
  customerCountry: string,
  { currencyCode }: Pick<Order, 'currencyCode'>,
): Rejected | undefined {
  const region = cspRegionOf(partnerCountry);
  if (!region || region.id !== cspRegionOf(customerCountry)?.id) {
    return reject(
      faults.countryNotSupported,
      `Partner is not onboarded to sell in country ${customerCountry}: it is not in the CSP region of ${partnerCountry}.`,
    );
  }
  const currencies = currenciesOf(customerCountry);
  if (!currencyCode || currencies.length === 0 || currencies.includes(currencyCode.toUpperCase())) return undefined;
  return reject(
    faults.invalidArgument,
    `currencyCode must be one that customers in ${customerCountry} are billed in: ${currencies.join(', ')}.`,
  );
}
