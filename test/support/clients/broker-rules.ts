import kafkajs, { Kafka, logLevel, type AclResource, type Admin } from 'kafkajs';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ConfigResourceTypes, ResourcePatternTypes } = kafkajs;

type Kind = 'TOPIC' | 'GROUP';

/** What a broker takes, and from whom. */
export class BrokerRules {
  constructor(private readonly brokers: string) {}

  createTopic(topic: string): Promise<void> {
    return this.with(async (admin) => {
      await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1 }] });
    });
  }

  /** From now on the topic takes nothing that is longer; without a limit, what brokers take by themselves. */
  limitMessages(topic: string, bytes?: number): Promise<void> {
    const configEntries = [
      { name: 'retention.ms', value: '-1' },
      ...(bytes ? [{ name: 'max.message.bytes', value: String(bytes) }] : []),
    ];
    return this.with(async (admin) => {
      await admin.alterConfigs({
        validateOnly: false,
        resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries }],
      });
    });
  }

  /** Refuses this to everybody, and nothing else. */
  async deny(kind: Kind, name: string, operation: 'READ' | 'WRITE' | 'ALL'): Promise<void> {
    const everybody = { ...resource(kind, name), principal: 'User:*', host: '*' };
    const acl = [
      { ...everybody, operation: AclOperationTypes.ALL, permissionType: AclPermissionTypes.ALLOW },
      { ...everybody, operation: AclOperationTypes[operation], permissionType: AclPermissionTypes.DENY },
    ];
    await this.with((admin) => admin.createAcls({ acl }));
  }

  /** Ends what was refused. */
  async allow(kind: Kind, name: string): Promise<void> {
    const all = { operation: AclOperationTypes.ANY, permissionType: AclPermissionTypes.ANY };
    await this.with((admin) => admin.deleteAcls({ filters: [{ ...resource(kind, name), ...all }] }));
  }

  private async with<T>(use: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = new Kafka({ brokers: this.brokers.split(','), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    try {
      return await use(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

function resource(kind: Kind, resourceName: string): AclResource {
  return { resourceType: AclResourceTypes[kind], resourceName, resourcePatternType: ResourcePatternTypes.LITERAL };
}
