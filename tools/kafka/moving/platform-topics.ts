import kafkajs, { type Admin } from 'kafkajs';

/** Of dead letters; they and those that give them again are read by the number of their one partition. */
const OF_ONE_PARTITION = /\.(dlt|redrive)$/;

/** The topics of a platform, by what their names begin with. */
export async function platformTopics(admin: Admin, prefix: string): Promise<string[]> {
  return (await admin.listTopics()).filter((topic) => topic.startsWith(`${prefix}.`)).sort();
}

/** Names of dead letters have the name of a group in them. */
export function renamed(name: string, from: string, to: string): string {
  return `.${name}`.replaceAll(`.${from}.`, `.${to}.`).slice(1);
}

/** Makes what is not there yet, with the settings and replicas of the topics of before. */
export async function createLike(
  admin: Admin,
  topics: string[],
  { from, to, partitions }: { from: string; to: string; partitions: number },
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(renamed(topic, from, to)));
  if (missing.length === 0) return;
  const resources = missing.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name }));
  const [{ topics: described }, configs] = await Promise.all([
    admin.fetchTopicMetadata({ topics: missing }),
    admin.describeConfigs({ resources, includeSynonyms: false }),
  ]);
  const entries = new Map(configs.resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]));
  await admin.createTopics({
    waitForLeaders: true,
    topics: described.map(({ name, partitions: [first] }) => ({
      topic: renamed(name, from, to),
      numPartitions: OF_ONE_PARTITION.test(name) ? 1 : partitions,
      replicationFactor: first?.replicas.length ?? 1,
      configEntries: (entries.get(name) ?? [])
        .filter(({ configSource }) => configSource === kafkajs.ConfigSource.TOPIC_CONFIG)
        .map(({ configName, configValue }) => ({ name: configName, value: configValue })),
    })),
  });
}
