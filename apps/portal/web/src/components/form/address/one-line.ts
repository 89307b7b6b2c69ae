interface Address {
  addressLine1?: string | undefined;
  addressLine2?: string | undefined;
  city?: string | undefined;
  state?: string | undefined;
  postalCode?: string | undefined;
  country?: string | undefined;
}

/** An address in one line, without what it has not. */
export function oneLine({ addressLine1, addressLine2, city, state, postalCode, country }: Address): string {
  return [addressLine1, addressLine2, city, state, postalCode, country].filter(Boolean).join(', ');
}
