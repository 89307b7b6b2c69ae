import { type ApiClient } from '../clients/api-client.js';
import { attestation, newCustomer } from './requests.js';

/** A customer of the agent's partner that could buy, if its agreement were attested. */
export async function createCustomer(agent: ApiClient, changes: object = {}): Promise<string> {
  const answer = await agent.postPatiently('/v1/customers', { ...newCustomer(), ...changes });
  if (answer.status !== 201) throw new Error(`Creating a customer answers ${answer.status} ${answer.text}`);
  return String(answer.body.id);
}

/** A customer of the agent's partner for which orders can be placed. */
export async function attestedCustomer(agent: ApiClient, changes: object = {}): Promise<string> {
  const id = await createCustomer(agent, changes);
  const answer = await agent.postPatiently(`/v1/customers/${id}/agreements`, attestation());
  if (answer.status !== 201) throw new Error(`Attesting answers ${answer.status} ${answer.text}`);
  return id;
}
