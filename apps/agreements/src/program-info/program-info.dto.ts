import { type PartnerType } from '#lib/contracts';
import { cspRegionOf } from '#lib/countries';
import { type ResourceAttributes, type ResourceLinks, selfLink } from '#lib/partner-api';
import { type PartnerView } from '#lib/service-kit';
import { type SignatureResource, toSignatureResource } from '../partner-agreement/partner-agreement.dto.js';
import { type Signature } from '../partner-agreement/partner-agreement.js';

export class Banner {
  /** `green` */
  color: string;
  text: string;
}

export class RegionResource {
  /** Such as `united-states`. */
  id: string;
  name: string;
}

/** Where the caller's company stands in the program, and where it may sell. */
export class ProgramInfoResource {
  /** `direct-bill`, `indirect-provider` or `indirect-reseller`. */
  program: PartnerType;
  /** `qualified`: verified, and the partner agreement can be signed. `active`: signed, and the company may sell. */
  status: 'qualified' | 'active';
  partnerAgreement: SignatureResource;
  /** Once the partner agreement is signed. */
  banner?: Banner;
  /** The CSP region of the legal business location; absent where the program is not offered. */
  region?: RegionResource;
  /** Where it may sell, ISO 3166-1 alpha-2. */
  countries: string[];
  /** In which currencies it may sell, ISO 4217. */
  currencies: string[];
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export function toProgramInfo(
  { partnerType, country }: PartnerView,
  signature: Signature | undefined,
): ProgramInfoResource {
  const region = cspRegionOf(country);
  return {
    program: partnerType,
    status: signature ? 'active' : 'qualified',
    partnerAgreement: toSignatureResource(signature),
    ...(signature && {
      banner: { color: 'green', text: 'Your company has signed the Microsoft Partner Agreement and may sell.' },
    }),
    ...(region && { region: { id: region.id, name: region.name } }),
    countries: region?.countries ?? [],
    currencies: region?.currencies ?? [],
    links: selfLink('/partner/programinfo'),
    attributes: { objectType: 'ProgramInfo' },
  };
}
