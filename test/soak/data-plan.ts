import { Prng } from '../../workers/core/prng.ts';
import { NODE_TARGET } from '../support/replicated-pair.ts';
import { arcLines } from './data-arc.ts';
import type { PlannedLine } from './soak-plan.ts';

/**
 * Where the data of a seed lies: on the nodes' own disks, or on the shared disks of both clusters; an arc is the loss of
 * the site and the way home.
 */
export type DataKind = 'nodes' | 'clusters' | 'arc';

/** What one seed does to data before everything is repaired. */
export interface DataPlan {
  readonly seed: number;
  readonly kind: DataKind;
  /** Lines before anything is connected: files, rules, settings. */
  readonly setUp: readonly string[];
  readonly lines: readonly PlannedLine[];
}

type Draw = (below: number) => number;
/** A line, or what makes one, and how often it comes. */
type Choice = readonly [weight: number, line: (draw: Draw) => string];

/** Apart from the streams that the lab itself draws from. */
const PLAN_STREAM = 78;
/** Address of SECOND for Double-Take, once its group is up. */
const DISK_TARGET = '172.16.12.47';
const TEXTS = ['x', 'a longer text', 'two\\nlines', 'y'.repeat(200)];

/** What one seed does; the same for the same seed. */
export function dataPlan(seed: number): DataPlan {
  const random = new Prng(seed, PLAN_STREAM);
  const draw: Draw = (below) => random.below(below);
  const chance = draw(100);
  const kind: DataKind = chance < 80 ? 'nodes' : chance < 93 ? 'clusters' : 'arc';
  if (kind === 'arc') return { seed, kind, setUp: [], lines: arcLines(draw) };
  const drive = kind === 'nodes' ? 'C:' : 'S:';
  const names = pathsOn(drive, draw);
  const target = kind === 'nodes' ? NODE_TARGET : DISK_TARGET;
  const sizes = [200, 5000, 20_000, draw(6) === 0 ? 400_000 : 30_000];
  const context: Context = { drive, target, names, sizes };
  const setUp = kind === 'nodes' ? nodesSetUp(draw, context) : clustersSetUp(draw);
  const choices = choicesOf(kind, context, draw);
  const lines: PlannedLine[] = [...connected(draw, kind, context), ...knobs(draw)];
  for (let count = kind === 'nodes' ? 40 + draw(80) : 20 + draw(40); count > 0; count--)
    lines.push({ waitMs: waitMs(draw), line: choose(draw, choices) });
  return { seed, kind, setUp, lines };
}

interface Context {
  readonly drive: string;
  readonly target: string;
  /** Paths that lines write to, some of them outside the set. */
  readonly names: readonly string[];
  readonly sizes: readonly number[];
}

function pick<T>(draw: Draw, values: readonly T[]): T {
  const value = values[draw(values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

function pathsOn(drive: string, draw: Draw): string[] {
  const all = [
    `${drive}\\Work\\a.dat`,
    `${drive}\\Work\\b.dat`,
    `${drive}\\Work\\c.txt`,
    `${drive}\\Work\\Sub\\d.dat`,
    `${drive}\\Work\\Sub\\E.txt`,
    `${drive}\\Work\\Tmp\\f.dat`,
    `${drive}\\Other\\g.dat`,
    `${drive}\\h.txt`,
  ];
  // Few names meet often, many seldom.
  return all.filter((_, index) => index < 2 || draw(4) > 0);
}

/** Mostly bursts, some pauses. */
function waitMs(draw: Draw): number {
  const kind = draw(20);
  if (kind < 8) return 0;
  if (kind < 16) return draw(60);
  return kind < 19 ? draw(600) : draw(8000);
}

function choose(draw: Draw, choices: readonly Choice[]): string {
  let left = draw(choices.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, line] of choices) {
    if (left < weight) return line(draw);
    left -= weight;
  }
  throw new Error('nothing to choose from');
}

const RULES: readonly (readonly string[])[] = [
  ['\\Work include recurse'],
  ['\\Work include recurse', '\\Work\\Tmp exclude recurse'],
  ['\\Work include recurse', '\\Work\\*.txt exclude recurse'],
  ['\\Work\\*.dat include recurse'],
  ['\\Work include', '\\Work\\Sub include'],
];

function nodesSetUp(draw: Draw, context: Context): string[] {
  const transactional = draw(4) > 0 ? ' /transactional' : '';
  const rules = pick(draw, RULES).map((rule) => `dt repset rule Work add C:${rule}`);
  const files = (node: string): string[] =>
    context.names
      .filter(() => draw(3) > 0)
      .map(
        (path) =>
          `${node} fill ${path} ${String(draw(pick(draw, context.sizes)))} ${String(draw(9))}`,
      );
  return [
    `@B1 dt install${transactional}`,
    `@A1 dt install${transactional}`,
    ...files('@A1'),
    ...(draw(2) === 0 ? files('@B1') : []),
    '@A1 dt repset create Work',
    ...rules,
    'dt repset save Work',
    ...queueKnobs(draw, 'A1', 'B1'),
  ];
}

function clustersSetUp(draw: Draw): string[] {
  return queueKnobs(draw, 'A1', 'A2', 'B1', 'B2');
}

function queueKnobs(draw: Draw, ...nodes: readonly string[]): string[] {
  return nodes.flatMap((node) => {
    const settings = [
      ...(draw(2) === 0 ? ['QmemoryBufferMax 1', `QJournalSpaceMax ${String(draw(2))}`] : []),
      ...(draw(3) === 0 ? [`MirrorChunkSize ${String(4096 * (1 + draw(20)))}`] : []),
      ...(draw(3) === 0 ? [`MirrorQueueLimit ${String(1 + draw(40))}`] : []),
      ...(draw(4) === 0 ? [`AutoRemirror ${String(draw(4))}`] : []),
      ...(draw(3) === 0 ? [`AutoRemirrorRetry ${String(1 + draw(20))}`] : []),
    ];
    return settings.map((setting) => `@${node} dt set ${setting}`);
  });
}

const VARIANTS = ['full', 'differences', 'checksum', 'checksum', 'full newer', 'checksum newer'];

function connected(draw: Draw, kind: DataKind, { target }: Context): PlannedLine[] {
  if (kind === 'clusters')
    return [
      { waitMs: 0, line: `client rate ${String(1 + draw(8))}` },
      { waitMs: 0, line: draw(3) > 0 ? 'client start' : 'client stop' },
    ];
  const line = `@A1 dt connect Work ${target} mirror ${pick(draw, VARIANTS)}`;
  return [{ waitMs: draw(100), line }];
}

/** What the line between the sites is like. */
function knobs(draw: Draw): PlannedLine[] {
  const rates = [64, 128, 512, 1544, 10_000, 100_000];
  return [
    { waitMs: 0, line: `fault link replication rate ${String(pick(draw, rates))}` },
    ...(draw(2) === 0
      ? [{ waitMs: 0, line: `fault link replication loss ${String(draw(31))}` }]
      : []),
    ...(draw(2) === 0
      ? [{ waitMs: 0, line: `fault link replication latency ${String(draw(2000))}` }]
      : []),
  ];
}

function choicesOf(kind: DataKind, context: Context, draw: Draw): readonly Choice[] {
  const owners = kind === 'nodes' ? ['A1'] : ['A1', 'A1', 'A1', 'A2'];
  return [
    ...writes(context, owners),
    ...controls(context, owners),
    ...faults(kind),
    ...(draw(3) === 0 ? foreign(kind, context) : []),
  ];
}

/** What programs do on the source. */
function writes({ names, sizes }: Context, owners: readonly string[]): readonly Choice[] {
  const at = (draw: Draw): string => `@${pick(draw, owners)}`;
  const path = (draw: Draw): string => pick(draw, names);
  const size = (draw: Draw): string => String(draw(pick(draw, sizes)));
  return [
    [30, (draw) => `${at(draw)} write ${path(draw)} "${pick(draw, TEXTS)}" at ${size(draw)}`],
    [16, (draw) => `${at(draw)} fill ${path(draw)} ${size(draw)} ${String(draw(99))}`],
    [8, (draw) => `${at(draw)} truncate ${path(draw)} ${size(draw)}`],
    [10, (draw) => `${at(draw)} move ${path(draw)} ${path(draw)}`],
    [7, (draw) => `${at(draw)} del ${path(draw)}`],
    [5, (draw) => `${at(draw)} copy ${path(draw)} ${path(draw)}`],
    [6, (draw) => `${at(draw)} attrib ${path(draw)} ${pick(draw, ['+h', '-h', '+s', '-s', '-a'])}`],
    [4, (draw) => `${at(draw)} cacls ${path(draw)} ${pick(draw, ['clerks:R', 'Everyone:F'])}`],
    [1, (draw) => `${at(draw)} move ${pick(draw, FOLDERS(names))} ${pick(draw, FOLDERS(names))}`],
  ];
}

function FOLDERS(names: readonly string[]): readonly string[] {
  const drive = names[0]?.slice(0, 2) ?? 'C:';
  return ['\\Work', '\\Work\\Sub', '\\Other', '\\Other\\Sub'].map((folder) => drive + folder);
}

/** What somebody does at the Management Console. */
function controls({ target }: Context, owners: readonly string[]): readonly Choice[] {
  const at = (draw: Draw): string => `@${pick(draw, owners)} dt`;
  return [
    [5, (draw) => `${at(draw)} mirror start 1 ${pick(draw, VARIANTS)}`],
    [2, (draw) => `${at(draw)} mirror ${pick(draw, ['stop', 'pause', 'resume', 'resume'])} 1`],
    [5, (draw) => `${at(draw)} transmit ${pick(draw, ['stop', 'pause', 'start', 'resume'])} 1`],
    [3, (draw) => `${at(draw)} replication ${pick(draw, ['stop', 'start', 'start'])} 1`],
    [2, (draw) => `${at(draw)} verify 1 ${pick(draw, ['', 'checksum', 'checksum remirror'])}`],
    [1, (draw) => `${at(draw)} limit ${target} ${pick(draw, ['100', '5000', 'none', 'none'])}`],
    [1, (draw) => `${at(draw)} compression ${target} ${pick(draw, ['on', 'off'])}`],
    [
      1,
      (draw) => `${at(draw)} orphans ${target} ${pick(draw, ['report', 'delete', 'move', 'off'])}`,
    ],
  ];
}

/** What breaks, and what mends it. */
function faults(kind: DataKind): readonly Choice[] {
  const node = (draw: Draw): string =>
    pick(draw, kind === 'nodes' ? ['A1', 'B1', 'B1'] : ['A1', 'A2', 'B1', 'B2']);
  const either = (draw: Draw, one: string, other: string): string => pick(draw, [one, other]);
  const link = 'fault link replication';
  return [
    [2, (draw) => `${link} ${either(draw, 'cut', 'restore')}`],
    [1, (draw) => `${link} rate ${String(pick(draw, [64, 300, 3000, 100_000]))}`],
    [1, (draw) => `${link} loss ${String(draw(31))}`],
    [2, (draw) => `${link} latency ${String(draw(2000))}`],
    [1, (draw) => `fault nic ${node(draw)} PUBLIC ${either(draw, 'cut', 'restore')}`],
    [1, (draw) => `fault power ${node(draw)} ${either(draw, 'off', 'on')}`],
    [2, (draw) => `@${node(draw)} dt ${pick(draw, ['restart', 'stop', 'start', 'start'])}`],
    ...(kind === 'nodes' ? nodeFaults() : diskFaults()),
  ];
}

function nodeFaults(): readonly Choice[] {
  return [
    [1, (draw) => `@B1 fill C:\\Full\\big.bin ${String(1_500_000 + draw(590_000))}`],
    [1, () => '@B1 truncate C:\\Full\\big.bin 0'],
    [1, (draw) => `@A1 dt disconnect ${String(1 + draw(2))}`],
    [2, (draw) => `@A1 dt connect Work ${NODE_TARGET} mirror ${pick(draw, [...VARIANTS, 'none'])}`],
  ];
}

function diskFaults(): readonly Choice[] {
  return [
    [1, (draw) => `fault disk second S: ${pick(draw, ['stall', 'fill', 'restore', 'restore'])}`],
    [1, (draw) => `@A1 cluster group Application /moveto:${pick(draw, ['A1', 'A2'])} /wait:0`],
    [1, (draw) => `@B1 cluster group Application /moveto:${pick(draw, ['B1', 'B2'])} /wait:0`],
  ];
}

/** What nobody should do: writing to the target. */
function foreign(kind: DataKind, { names }: Context): readonly Choice[] {
  const node = kind === 'nodes' ? 'B1' : 'B2';
  return [
    [1, (draw) => `@${node} write ${pick(draw, names)} "not here" at ${String(draw(5000))}`],
    [1, (draw) => `@${node} del ${pick(draw, names)}`],
  ];
}
