import Runner from 'kafkajs/src/consumer/runner.js';

/** The longest that a consumer rests before it fetches again. */
const LONGEST_REST_MS = 40;

type Fetched = Awaited<ReturnType<Runner['fetch']>>;

/** When each consumer was brought something last, by the brokers that it fetches from. */
const broughtAt = new WeakMap<Runner, Map<string, number>>();

// kafkajs fetches again as soon as it has handled what it was brought, and each fetch asks for all partitions, whatever there is: at
// usual rates that is a fetch for each event. A consumer that has worked rests for as long before it fetches again, so that what happens
// meanwhile comes together. One that has waited for something, or knows that there is more, does not.
const consumers: { fetch: (this: Runner, nodeId: string) => Promise<Fetched> } = Runner.prototype;
const { fetch } = consumers;
consumers.fetch = async function (nodeId) {
  const times = broughtAt.get(this) ?? new Map<string, number>();
  broughtAt.set(this, times);
  const at = times.get(nodeId);
  if (at !== undefined) await rest(Math.min(performance.now() - at, LONGEST_REST_MS));
  const fetched = (await fetch.call(this, nodeId)).filter(({ rawMessages }) => rawMessages.length > 0);
  if (fetched.length === 0) await this.heartbeat();
  if (fetched.length === 0 || fetched.some(isBehind)) times.delete(nodeId);
  else times.set(nodeId, performance.now());
  return fetched;
};

function isBehind(batch: Fetched[number]): boolean {
  return batch.offsetLag() !== '0';
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
