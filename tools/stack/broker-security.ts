import { readFileSync } from 'node:fs';
import { type KafkaConfig } from 'kafkajs';

/** A user of a broker, and what it signs in with. */
export interface Login {
  name: string;
  password: string;
}

/** What a broker is set up with that serves TLS alone, and wants a sign-in. Files are in PEM. */
export interface BrokerSecurity {
  /** The broker's key and certificate. */
  keyStoreFile: string;
  /** Who certifies it. */
  trustStoreFile: string;
  /** Who may sign in by SCRAM-SHA-512. */
  users: Login[];
  /** One of them, who may do everything. */
  admin: Login;
}

/**
 * Settings of a broker where nobody may do what no rule allows. Nobody reaches the controller but the broker itself, which is anonymous
 * there. Tokens are not signed: whether they can be trusted is between the broker and who issues them.
 */
export function securitySettings({ keyStoreFile, trustStoreFile, admin }: BrokerSecurity): object {
  const modules = 'org.apache.kafka.common.security';
  const login = `username="${admin.name}" password="${admin.password}"`;
  return {
    'listener.security.protocol.map': 'CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keyStoreFile,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': trustStoreFile,
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512,OAUTHBEARER',
    'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
    'listener.name.clients.scram-sha-512.sasl.jaas.config': `${modules}.scram.ScramLoginModule required ${login};`,
    'listener.name.clients.oauthbearer.sasl.jaas.config': `${modules}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";`,
    'listener.name.clients.oauthbearer.connections.max.reauth.ms': 3_600_000,
    'allow.everyone.if.no.acl.found': false,
    'super.users': `User:${admin.name};User:ANONYMOUS`,
  };
}

/** How the admin reaches it. */
export function clientOptions({ trustStoreFile, admin }: BrokerSecurity): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  return {
    ssl: { ca: readFileSync(trustStoreFile, 'utf8') },
    sasl: { mechanism: 'scram-sha-512', username: admin.name, password: admin.password },
  };
}

/** As Kafka's own tool takes it when it formats a disk. */
export function asScram({ name, password }: Login): string {
  return `SCRAM-SHA-512=[name=${name},password=${password}]`;
}
