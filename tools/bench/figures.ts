import { isDisturbed, totalCpu, type Round } from './rounds.ts';
import { type SystemName } from './scenarios.ts';

/** What is compared, and what we mean to reach; see docs/performance.md. */
interface Target {
  figure: string;
  value: (results: Results) => number;
  atLeast: number;
  isLessBetter?: boolean;
}

const TARGETS: Target[] = [
  { figure: 'read: throughput, ours / bare', value: (all) => all.throughput('read', 'bare'), atLeast: 0.55 },
  { figure: 'read: CPU, ours / bare', value: (all) => all.cpu('read', 'bare'), atLeast: 2.2, isLessBetter: true },
  { figure: 'create: CPU, ours / raw', value: (all) => all.cpu('create', 'raw'), atLeast: 6, isLessBetter: true },
  { figure: 'create: for a second of CPU, commands / HTTP', value: (all) => all.byCommands(), atLeast: 0.7 },
  { figure: 'create: throughput, ours / Nest', value: (all) => all.throughput('create', 'nest'), atLeast: 1.2 },
  { figure: 'update: CPU, ours / raw', value: (all) => all.cpu('update', 'raw'), atLeast: 2.5, isLessBetter: true },
  { figure: 'order: CPU, ours / raw update', value: (all) => all.orderCpu(), atLeast: 5, isLessBetter: true },
  { figure: 'page: CPU, ours / 10 bare reads', value: (all) => all.pageCpu(), atLeast: 1.5, isLessBetter: true },
  { figure: 'p99 at half load, create: Nest / ours', value: (all) => all.halfLoad('create'), atLeast: 2 },
  { figure: 'p99 at half load, read: Nest / ours', value: (all) => all.halfLoad('read'), atLeast: 3 },
];

/** The median, and how far the values lie apart. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** All rounds of one run, and the ratios of their medians. */
export class Results {
  readonly rounds: readonly Round[];

  constructor(rounds: readonly Round[]) {
    this.rounds = rounds;
  }

  throughput(scenario: string, other: SystemName): number {
    return this.ratio(scenario, 'ours', scenario, other, ({ throughput }) => throughput);
  }

  cpu(scenario: string, other: SystemName): number {
    return this.ratio(scenario, 'ours', scenario, other, totalCpu);
  }

  /** Creates for a second of processor time, by commands over Kafka as against requests over HTTP. */
  byCommands(): number {
    return this.ratio('create', 'ours', 'create', 'commands', totalCpu);
  }

  orderCpu(): number {
    return this.ratio('order', 'ours', 'update', 'raw', totalCpu);
  }

  pageCpu(): number {
    return this.ratio('page of 100', 'ours', 'read', 'bare', totalCpu) / 10;
  }

  halfLoad(scenario: string): number {
    const p99 = (system: SystemName): number => this.of(scenario, system, true, (round) => round.p99).median;
    return p99('nest') / p99('ours');
  }

  of(scenario: string, system: SystemName, isHalf: boolean, value: (round: Round) => number): Spread {
    const chosen = this.rounds.filter(
      (round) => round.scenario === scenario && round.system === system && (round.rate !== undefined) === isHalf,
    );
    return spread(chosen.map(value));
  }

  /** A line for each scenario and system. */
  table(): string[] {
    const keys = new Map(this.rounds.map((round) => [keyOf(round), round]));
    const rows = [...keys.values()].map((round) => this.row(round));
    return aligned([['', 'a second', 'CPU s per 1,000', 'p50 ms', 'p99 ms', 'failed', ''], ...rows]);
  }

  /** Where the processor time of our platform goes, by process. */
  byProcess(): string[] {
    const scenarios = [...new Set(this.rounds.map(({ scenario }) => scenario))];
    const rows = scenarios.map((scenario) => {
      const own = this.rounds.filter((round) => round.scenario === scenario && round.system === 'ours' && !round.rate);
      const names = Object.keys(own[0]?.cpu ?? {});
      const parts = names
        .map((name): [string, number] => [name, spread(own.map(({ cpu }) => cpu[name] ?? 0)).median])
        .filter(([, cpu]) => cpu >= 0.05);
      return [scenario, parts.map(([name, cpu]) => `${name} ${cpu.toFixed(2)}`).join(', ')];
    });
    return aligned(rows);
  }

  targets(): string[] {
    const rows = TARGETS.map(({ figure, value, atLeast, isLessBetter }): string[] => {
      const found = value(this);
      if (Number.isNaN(found)) return [figure, 'not measured'];
      const isReached = isLessBetter ? found <= atLeast : found >= atLeast;
      return [
        figure,
        found.toFixed(2),
        `${isLessBetter ? 'at most' : 'at least'} ${atLeast}`,
        isReached ? '' : 'MISSED',
      ];
    });
    return aligned(rows);
  }

  private ratio(
    scenario: string,
    system: SystemName,
    otherScenario: string,
    other: SystemName,
    value: (round: Round) => number,
  ): number {
    return this.of(scenario, system, false, value).median / this.of(otherScenario, other, false, value).median;
  }

  private row({ scenario, system, rate }: Round): string[] {
    const isHalf = rate !== undefined;
    const of = (value: (round: Round) => number): Spread => this.of(scenario, system, isHalf, value);
    const failed = of((round) => round.failed);
    const disturbed = this.rounds.filter(
      (round) => keyOf(round) === keyOf({ scenario, system, rate }) && isDisturbed(round),
    );
    return [
      keyOf({ scenario, system, rate }),
      text(
        of((round) => round.throughput),
        0,
      ),
      text(of(totalCpu), 2),
      text(
        of((round) => round.p50),
        1,
      ),
      text(
        of((round) => round.p99),
        1,
      ),
      failed.most > 0 ? String(failed.most) : '',
      disturbed.length > 0 ? `${disturbed.length} disturbed` : '',
    ];
  }
}

function keyOf({ scenario, system, rate }: Pick<Round, 'scenario' | 'system' | 'rate'>): string {
  return `${scenario}, ${system}${rate === undefined ? '' : ', half load'}`;
}

function spread(values: number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  return { median, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}

function text({ median, least, most }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)}-${most.toFixed(digits)})`;
}

function aligned(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
