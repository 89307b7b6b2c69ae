import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../../../tools/stack/mongo.js';
import { type Server } from '../../../tools/stack/server.js';
import { certificateIn, contextIn } from './secured-broker.js';

const ADMIN = 'admin';

/** A database server of a suite's own that serves TLS alone, and lets nobody do anything without a sign-in. */
export class SecuredMongo {
  private constructor(private readonly server: Server) {}

  static async start(directory: string): Promise<SecuredMongo> {
    const { certFile, keyFile, rootFile } = await certificateIn(directory);
    const certAndKeyFile = join(directory, 'mongo.pem');
    await writeFile(certAndKeyFile, `${await readFile(certFile, 'utf8')}${await readFile(keyFile, 'utf8')}`);
    const security = { certFile, keyFile, certAndKeyFile, rootFile };
    const mongo = new SecuredMongo(await startEmbeddedMongo(contextIn(directory), security));
    await mongo.createUser(ADMIN, [{ role: 'root', db: 'admin' }], mongo.server.address);
    return mongo;
  }

  /** A user of `admin`, who may read and write these databases. */
  addUser(name: string, ...databases: string[]): Promise<void> {
    const roles = databases.map((db) => ({ role: 'readWrite', db }));
    return this.createUser(name, roles, this.uriOf(ADMIN));
  }

  uriOf(user: string, password = `${user}-hunter2`): string {
    return this.server.address.replace('//', `//${user}:${password}@`);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private async createUser(name: string, roles: object[], uri: string): Promise<void> {
    const client = new mongoose.mongo.MongoClient(uri);
    try {
      await client.db('admin').command({ createUser: name, pwd: `${name}-hunter2`, roles });
    } finally {
      await client.close();
    }
  }
}
