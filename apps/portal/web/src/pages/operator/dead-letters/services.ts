import { type DeadLetterResource } from '../../../api/generated/types.gen';

export type Service = DeadLetterResource['service'];

/** The services by their names, which are the same in all languages. */
export const SERVICES: Record<Service, string> = {
  agreements: 'agreements',
  customers: 'customers',
  enrollment: 'enrollment',
  identity: 'identity',
  notifications: 'notifications',
  relationships: 'relationships',
};
