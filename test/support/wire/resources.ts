import { type Body } from './body.js';

export interface Customer extends Body {
  relationshipToPartner: string;
  allowDelegatedAccess: boolean;
  associatedPartnerId?: string;
  companyProfile: {
    companyName: string;
    domain: string;
    address?: object;
    email?: string;
    organizationRegistrationNumber?: string;
  };
  billingProfile: BillingProfile;
  /** Told once. */
  userCredentials: Credentials;
}

export interface BillingProfile extends Body {
  companyName: string;
  firstName?: string;
  email?: string;
  defaultAddress: Record<string, string>;
}

export interface Credentials {
  userName: string;
  password: string;
}

/** Of a partner. */
export interface User extends Body {
  userPrincipalName: string;
  roles: string[];
  /** Told once. */
  userCredentials: Credentials;
}

export interface CustomerUser extends Body {
  userPrincipalName: string;
  displayName: string;
  passwordProfile: { password: string; forceChangePassword: boolean };
}

export interface Order extends Body {
  referenceCustomerId: string;
  billingCycle: string;
  creationDate: string;
  lineItems: [OrderLine, ...OrderLine[]];
}

export interface OrderLine {
  subscriptionId: string;
  offerId: string;
  partnerIdOnRecord?: string;
  renewsTo?: object;
  links: { subscription: { uri: string } };
}

export interface Cart extends Body {
  lineItems: { orderGroup: string }[];
}

export interface Checkout extends Body {
  orders: Order[];
  orderErrors: object[];
}

export interface Subscription extends Body {
  orderId?: string;
  offerId: string;
  friendlyName: string;
  quantity: number;
  creationDate: string;
  commitmentEndDate: string;
  supportedBy?: string;
  autoRenewEnabled: boolean;
  renewalTermDuration?: string;
  scheduledNextTermInstructions?: object;
}

/** That a customer has agreed. */
export interface Confirmation extends Body {
  userId?: string;
  primaryContact?: object;
  templateId: string;
  dateAgreed: string;
  type: string;
  method: string;
}

/** What there is to sign, and whether it is signed. */
export interface Agreement extends Body {
  displayUri: string;
  downloadUri: string;
  isSigned: boolean;
  isConfirmed: boolean;
  acceptance?: { acceptedAt: string };
  /** Why the customer cannot accept directly. */
  refusal?: string;
  version: string;
  signedBy: string;
  signedAt: string;
}

/** The draft of a mail. */
export interface MailDraft extends Body {
  subject: string;
  body: string;
  customerId: string;
  subscriptionId: string;
}

export interface Application extends Body {
  appId: string;
  secret: string;
}

export interface WorkAccount extends Body {
  tenantId: string;
  userId: string;
  accessToken: string;
}

export interface Enrollment extends Body {
  mpn: object;
  missing: object[];
  reasons: string[];
}

/** A partner, as the operator sees it, or one of its profiles. */
export interface Partner extends Body {
  mpnId: string;
  companyName: string;
  address: Record<string, string>;
  vettingStatus: string;
}

export interface ProgramInfo extends Body {
  region: { id: string };
  countries: string[];
  currencies: string[];
  banner: object;
}

export interface Partnership extends Body {
  adminAccess: boolean;
}

/** What a customer is asked. */
export interface RelationshipRequest extends Body {
  partners: object[];
  grants: object[];
}

export interface Qualification extends Body {
  vettingCreatedDate: string;
}
