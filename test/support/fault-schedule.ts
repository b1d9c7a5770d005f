/** One line at its moment of a run. */
export interface ScheduledLine {
  readonly atMs: number;
  readonly line: string;
}

/** Whole numbers 0 … `below` − 1, the same ones for the same seed. */
export function drawer(seed: number): (below: number) => number {
  let state = (Math.imul(seed, 2_654_435_761) + 12_345) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const NODES = ['A1', 'A2', 'B1', 'B2'];

/**
 * Faults of power, cards and the link, each cleared some time later. The link is never cut and loses so little that no
 * monitor misses six replies in a row: the sites stay in touch.
 */
export function faultSchedule(seed: number, count: number, endMs: number): ScheduledLine[] {
  const draw = drawer(seed);
  const lines: ScheduledLine[] = [];
  for (let index = 0; index < count; index++) {
    const atMs = 1000 + draw(endMs - 1000);
    const untilMs = atMs + 500 + draw(50_000);
    const node = NODES[draw(NODES.length)] ?? 'A1';
    switch (draw(6)) {
      case 0:
      case 1:
        lines.push({ atMs, line: `fault power ${node} off` });
        lines.push({ atMs: untilMs, line: `fault power ${node} on` });
        break;
      case 2: {
        const card = `${node} ${draw(3) === 0 ? 'PRIVATE' : 'PUBLIC'}`;
        lines.push({ atMs, line: `fault nic ${card} cut` });
        lines.push({ atMs: untilMs, line: `fault nic ${card} restore` });
        break;
      }
      case 3:
        lines.push({ atMs, line: `fault link replication rate ${String(64 + draw(400))}` });
        break;
      case 4:
        lines.push({ atMs, line: `fault link replication latency ${String(draw(400))}` });
        break;
      default:
        lines.push({ atMs, line: `fault link replication loss ${String(draw(9))}` });
    }
  }
  return lines.filter(({ atMs }) => atMs < endMs).sort((one, other) => one.atMs - other.atMs);
}
