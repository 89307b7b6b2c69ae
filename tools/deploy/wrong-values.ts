/** Values that the chart has to refuse, each with the name that the refusal has to say. */
export const wrongValues: { args: string[]; named: string }[] = [
  { args: ['--set', 'publicUrl='], named: '/publicUrl' },
  { args: ['--set', 'publicUrl=https://partners.example/app'], named: '/publicUrl' },
  { args: ['--set', 'mongodb.secretName='], named: '/mongodb/secretName' },
  { args: ['--set', 'mongodb.uri=mongodb://secret'], named: "'uri'" },
  { args: ['--set', 'kafka.brokers=null'], named: 'brokers' },
  { args: ['--set', 'kafka.brokers={kafka}'], named: '/kafka/brokers/0' },
  { args: ['--set', 'secrets.identity='], named: '/secrets/identity' },
  { args: ['--set', 'apps.customer.replicas=2'], named: "'customer'" },
  { args: ['--set', 'apps.customers.replicas=many'], named: '/apps/customers/replicas' },
  { args: ['--set', 'config.TOPIC_PARTITIONS=12'], named: '/config/TOPIC_PARTITIONS' },
  { args: ['--set-string', 'config.topicPartitions=12'], named: 'topicPartitions' },
  { args: ['--set', 'ingress.enabled=true'], named: '/ingress' },
  { args: ['--set', 'service.type=Public'], named: '/service/type' },
  { args: ['--set', 'keda.lagThreshold=0'], named: '/keda/lagThreshold' },
  { args: ['--set', 'autoscaling.targetCpu=50'], named: "'targetCpu'" },
];
