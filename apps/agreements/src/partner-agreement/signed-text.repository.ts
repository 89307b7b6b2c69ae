import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { acrossTenants, isDuplicateKey, type Query } from '#lib/service-kit';

interface SignedTextDocument {
  /** SHA-256 of the content, in base64url. */
  _id: string;
  content: Buffer;
}

const schema = new Schema<SignedTextDocument>(
  { _id: String, content: Buffer },
  { versionKey: false, id: false, autoCreate: false, autoIndex: false, strict: 'throw' },
);

/** The documents that partners have signed, as they were: each once, whatever becomes of the operator's files. */
@Injectable()
export class SignedTextRepository {
  private readonly model: Model<SignedTextDocument>;

  constructor(@InjectConnection() connection: Connection) {
    this.model = connection.model<SignedTextDocument>('signedtexts', schema, 'signedtexts');
  }

  /** Keeps a document before it is signed; answers the digest that the signature names. */
  async keep(content: Buffer): Promise<string> {
    const digest = createHash('sha256').update(content).digest('base64url');
    try {
      if (!(await this.model.exists(textOf(digest)))) await this.model.create({ _id: digest, content });
    } catch (error) {
      // Another partner signs the same one at this moment: the content is the id.
      if (!isDuplicateKey(error)) throw error;
    }
    return digest;
  }

  async find(digest: string): Promise<Buffer | undefined> {
    const content = (await this.model.findOne(textOf(digest)))?.content;
    return content && Buffer.from(content);
  }
}

function textOf(digest: string): Query {
  return acrossTenants('Whoever knows the digest of a text may read it.', { _id: digest });
}
