import { ACTING_LINES } from '../support/line-lists.ts';
import { procedureSteps } from '../support/procedure.ts';
import { Prng } from '../../workers/core/prng.ts';
import type { ScenarioName } from '../../workers/core/run.ts';

/** Who sits at the console. */
export type Operator = 'nobody' | 'idle' | 'clumsy' | 'random';

/** One line of a plan, and how long to wait before it. */
export interface PlannedLine {
  readonly waitMs: number;
  readonly line: string;
}

/** What one seed does before everything is repaired. */
export interface SoakPlan {
  readonly seed: number;
  readonly scenario: ScenarioName;
  readonly operator: Operator;
  readonly lines: readonly PlannedLine[];
}

type Draw = (below: number) => number;

const OPERATORS: readonly Operator[] = ['nobody', 'idle', 'clumsy', 'random'];
const NODES = ['A1', 'A2', 'B1', 'B2'];
const RESOURCES = [
  'IP Address for Application',
  'Name for Application',
  'Disk for Application',
  'DT Connection for Application',
  'IP Address for Double-Take',
];
/** Apart from the streams that the lab itself draws from. */
const PLAN_STREAM = 77;
const FAULTS_MAX = 8;
const FAULT_WAIT_MS_MAX = 40_000;
const LINE_WAIT_MS_MAX = 3000;
const MUTATIONS_MAX = 5;
const RANDOM_LINES_MAX = 25;

/** What one seed does; the same for the same seed. */
export function soakPlan(seed: number): SoakPlan {
  const random = new Prng(seed, PLAN_STREAM);
  const draw: Draw = (below) => random.below(below);
  const operator = OPERATORS[draw(OPERATORS.length)] ?? 'nobody';
  switch (operator) {
    case 'nobody':
      return { seed, scenario: 'protected', operator, lines: faultsOnly(draw, faultAtFirst) };
    case 'idle':
      return { seed, scenario: 'protected', operator, lines: faultsOnly(draw, faultAnywhere) };
    case 'clumsy':
      return { seed, scenario: 'bare', operator, lines: clumsyProcedure(draw) };
    case 'random':
      return { seed, scenario: 'protected', operator, lines: randomLines(draw) };
  }
}

function pick<T>(draw: Draw, values: readonly [T, ...T[]] | readonly T[]): T {
  const value = values[draw(values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

/** A fault and what ends it. */
type Fault = readonly [make: string, end: string];

/** Power and cards at FIRST: the sites stay in touch, and nobody has to do anything. */
function faultAtFirst(draw: Draw): Fault {
  const node = pick(draw, ['A1', 'A2']);
  switch (draw(6)) {
    case 0:
      return ['fault site first off', 'fault site first on'];
    case 1:
      return [
        `fault nic ${node} ${pick(draw, ['PUBLIC', 'PRIVATE'])} cut`,
        `fault nic ${node} PUBLIC restore`,
      ];
    case 2:
      return [`fault service ${node} cluster stop`, `fault service ${node} cluster start`];
    case 3:
      return [`fault link replication rate ${String(64 + draw(2000))}`, 'fault list'];
    default:
      return [`fault power ${node} off`, `fault power ${node} on`];
  }
}

/** Every kind of fault, everywhere. */
function faultAnywhere(draw: Draw): Fault {
  const node = pick(draw, NODES);
  const card = `fault nic ${node} ${pick(draw, ['PUBLIC', 'PRIVATE'])}`;
  const resource = `fault resource "${pick(draw, RESOURCES)}" on ${pick(draw, ['first', 'second', ...NODES])}`;
  const site = `fault site ${pick(draw, ['first', 'second'])}`;
  const service = `fault service ${node} ${pick(draw, ['dt', 'cluster'])}`;
  const disk = `fault disk ${pick(draw, ['first', 'second'])} S:`;
  return pick<Fault>(draw, [
    [`fault power ${node} off`, `fault power ${node} on`],
    [`fault power ${node} off`, `fault power ${node} on`],
    [`${site} off`, `${site} on`],
    [`${card} cut`, `${card} restore`],
    [`${card} cut`, `${card} restore`],
    ['fault link replication cut', 'fault link replication restore'],
    [`fault link replication rate ${String(64 + draw(400))}`, 'fault list'],
    [`fault link replication latency ${String(draw(2000))}`, 'fault list'],
    [`fault link replication loss ${String(draw(31))}`, 'fault list'],
    ['fault network public cut', 'fault network public restore'],
    ['fault monitor cut', 'fault monitor restore'],
    [`${service} stop`, `${service} start`],
    [`${disk} ${pick(draw, ['stall', 'fill'])}`, `${disk} restore`],
    [resource, 'fault clear 2'],
  ]);
}

/** Clients write while faults come and go. */
function faultsOnly(draw: Draw, fault: (draw: Draw) => Fault): PlannedLine[] {
  const lines: PlannedLine[] = [
    { waitMs: draw(5000), line: `client rate ${String(1 + draw(12))}` },
    { waitMs: 0, line: 'client start' },
  ];
  const open: string[] = [];
  for (let count = 1 + draw(FAULTS_MAX); count > 0; count--) {
    const [make, end] = fault(draw);
    lines.push({ waitMs: draw(FAULT_WAIT_MS_MAX), line: make });
    open.push(end);
    if (draw(2) === 0)
      lines.push({ waitMs: draw(2 * FAULT_WAIT_MS_MAX), line: open.shift() ?? '' });
  }
  return lines;
}

/** The procedure from `bare`, with steps left out, done twice, or done in the wrong order, and faults between. */
function clumsyProcedure(draw: Draw): PlannedLine[] {
  const steps = procedureSteps().filter(({ lines }) => lines.length > 0);
  for (let count = draw(MUTATIONS_MAX); count > 0; count--) {
    const index = draw(steps.length - 1);
    const [one, other] = [steps[index], steps[index + 1]];
    if (one === undefined || other === undefined) continue;
    const replacement = pick(draw, [[other], [one, one, other], [other, one]]);
    steps.splice(index, 2, ...replacement);
  }
  steps.length = Math.floor((steps.length * (20 + draw(81))) / 100);
  const lines = steps
    .flatMap((step) => step.lines)
    .map((line) => ({ waitMs: draw(4) === 0 ? draw(LINE_WAIT_MS_MAX) : 0, line }));
  return scatterFaults(draw, lines, 3);
}

/** Lines of every family, in any order. */
function randomLines(draw: Draw): PlannedLine[] {
  // A flipped bit is put back by the disk's owner, not by a mirror: it is looked for elsewhere.
  const acting = ACTING_LINES.filter((line) => !line.startsWith('fault flip'));
  const lines: PlannedLine[] = [{ waitMs: 0, line: 'client start' }];
  for (let count = 5 + draw(RANDOM_LINES_MAX); count > 0; count--)
    lines.push({ waitMs: draw(FAULT_WAIT_MS_MAX / 4), line: pick(draw, acting) });
  return scatterFaults(draw, lines, 4);
}

function scatterFaults(draw: Draw, lines: PlannedLine[], below: number): PlannedLine[] {
  for (let count = draw(below); count > 0; count--) {
    const [make, end] = faultAnywhere(draw);
    const index = draw(lines.length);
    lines.splice(index, 0, { waitMs: draw(LINE_WAIT_MS_MAX), line: make });
    const endIndex = index + 1 + draw(lines.length - index);
    lines.splice(endIndex, 0, { waitMs: draw(FAULT_WAIT_MS_MAX), line: end });
  }
  return lines;
}
