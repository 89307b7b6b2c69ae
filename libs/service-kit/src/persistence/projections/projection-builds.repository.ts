import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection, type mongo } from 'mongoose';

/** How far the building of one projection has come. */
export interface ProjectionBuild {
  /** The collection. */
  _id: string;
  /** When it was built first. */
  since: Date;
  /** Whether it has been built long after that, too. */
  isSettled: boolean;
}

/** Which projections of this service were built from the states of others. */
@Injectable()
export class ProjectionBuildsRepository {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  async find(projection: string): Promise<ProjectionBuild | undefined> {
    return (await this.builds.findOne({ _id: projection })) ?? undefined;
  }

  async built(build: ProjectionBuild): Promise<void> {
    const { _id, since, isSettled } = build;
    await this.builds.updateOne({ _id }, { $set: { isSettled }, $min: { since } }, { upsert: true });
  }

  private get builds(): mongo.Collection<ProjectionBuild> {
    return this.connection.collection('projectionbuilds') as unknown as mongo.Collection<ProjectionBuild>;
  }
}
