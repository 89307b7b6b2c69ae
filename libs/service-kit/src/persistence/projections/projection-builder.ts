import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { parsePayload, type ServiceName } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK, StateReader, type StateMessage } from '#lib/messaging';
import { ProjectionBuildsRepository } from './projection-builds.repository.js';
import { projectionsOf, type ProjectionRepository, type ProjectionSource } from './projection.repository.js';
import { PeriodicSweep } from '../../sweeps/periodic-sweep.js';

const HOUR_SECONDS = 60 * 60;

/**
 * Builds projections from the states that their owners publish: a new one, or one with a new version, has what was told before it was
 * there, also what the log no longer has. It is built another time an hour later: instances of the version before may have taken events
 * meanwhile. Until then, as always, what a projection does not have is asked of its owner.
 */
@Injectable()
export class ProjectionBuilder extends PeriodicSweep {
  private readonly projections: ProjectionRepository<object>[];
  private readonly stop = new AbortController();

  constructor(
    @InjectConnection() connection: object,
    private readonly builds: ProjectionBuildsRepository,
    private readonly states: StateReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(60);
    this.projections = projectionsOf(connection);
  }

  override onModuleDestroy(): Promise<void> {
    this.stop.abort();
    return super.onModuleDestroy();
  }

  /**
   * Fills those that are new before an instance works with them. It is not noted down: instances of the version before go on taking events,
   * so the first one that begins reads what has come since.
   */
  async ahead(): Promise<void> {
    for (const projection of this.projections)
      if (!(await this.builds.find(projection.name))) await this.readStates(projection);
  }

  protected async sweep(): Promise<void> {
    for (const projection of this.projections) await this.build(projection);
  }

  private async build(projection: ProjectionRepository<object>): Promise<void> {
    const { name: _id } = projection;
    const known = await this.builds.find(_id);
    const now = this.clock.now();
    const isLater = known !== undefined && now.getTime() - known.since.getTime() >= HOUR_SECONDS * 1_000;
    if (known?.isSettled || (known && !isLater)) return;
    await this.readStates(projection);
    await this.builds.built({ _id, since: now, isSettled: isLater });
    this.logger.log(`The projection ${_id} is built.`);
  }

  private async readStates(projection: ProjectionRepository<object>): Promise<void> {
    const services = new Set(projection.sources.map(({ contract }) => contract.service));
    for (const service of services) await this.read(service, projection);
  }

  private read(service: ServiceName, projection: ProjectionRepository<object>): Promise<void> {
    const apply = async (states: StateMessage[]): Promise<void> => {
      await Promise.all(states.map((state) => this.apply(projection, state)));
    };
    return this.states.readAll(service, apply, this.stop.signal);
  }

  private async apply(
    projection: ProjectionRepository<object>,
    { type, key, sequence, data }: StateMessage,
  ): Promise<void> {
    const source = projection.sources.find(({ contract }) => contract.type === type);
    const view = source && data && viewOf(source, data);
    if (view) await projection.apply({ subject: key, sequence }, view);
  }
}

function viewOf({ contract, view }: ProjectionSource, data: object): object | undefined {
  return view(parsePayload(contract, data));
}
