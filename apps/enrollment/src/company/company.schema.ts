/** How companies and their contacts are stored. */
export const addressFields = {
  addressLine1: String,
  addressLine2: String,
  city: String,
  state: String,
  postalCode: String,
  country: String,
  region: String,
  firstName: String,
  middleName: String,
  lastName: String,
  phoneNumber: String,
};

export const contactFields = { firstName: String, lastName: String, email: String, phoneNumber: String };

export const supportFields = { email: String, telephone: String, website: String };
