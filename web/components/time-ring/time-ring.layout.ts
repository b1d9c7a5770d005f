import type { MonitorSnapshot } from '../../../workers/api.ts';

/** A piece of the ring, angles in degrees clockwise from the top. */
export interface RingPiece {
  readonly part: 'gone' | 'left';
  readonly from: number;
  readonly to: number;
}

/** How the ring looks: a state of the anatomy sheet. */
export type RingLook = 'ok' | 'caution' | 'failed' | 'pending' | 'off';

/** What the ring draws. */
export interface RingLayout {
  readonly look: RingLook;
  readonly pieces: readonly RingPiece[];
  /** Where the hand stands; null when nothing counts. */
  readonly handAngle: number | null;
  /** Where pings were missed since the last reply. */
  readonly missAngles: readonly number[];
  /** Large words in the middle, one or two lines. */
  readonly words: readonly string[];
  /** Small line below a number. */
  readonly detail: string;
}

const GAP_DEGREES = 2.16;

/**
 * The ring as a clock: one segment for each reply that may be missed, elapsed time clockwise.
 *
 * @param monitor  null draws the ring of nobody monitoring
 */
export function ringLayout(monitor: MonitorSnapshot | null): RingLayout {
  if (monitor === null || monitor.state === 'Idle') return still('off', monitor, 0, ['Idle']);
  switch (monitor.state) {
    case 'Monitoring':
      return counting(monitor);
    case 'FailurePending':
      return still('pending', monitor, 1, ['Waits']);
    case 'FailingOver':
      return still('failed', monitor, 1, ['0.0']);
    case 'FailedOver':
    case 'AwaitingDecision':
      return still('failed', monitor, 1, ['Failed', 'Over']);
    case 'FailingBack':
      return still('failed', monitor, 1, ['Failing', 'back']);
  }
}

function counting(monitor: MonitorSnapshot): RingLayout {
  const elapsed = 1 - monitor.timeToFailMs / monitor.timeoutMs;
  const look = monitor.bullet === 'red' ? 'failed' : monitor.bullet === 'yellow' ? 'caution' : 'ok';
  const lastReplyMs = monitor.lastReplyAtMs ?? -Infinity;
  const missAngles = monitor.replies
    .filter((reply) => !reply.came && reply.atMs > lastReplyMs)
    .map((reply) => (360 * (reply.atMs - lastReplyMs)) / monitor.timeoutMs)
    .filter((angle) => angle <= 360);
  return {
    look,
    pieces: ringPieces(monitor.missed, elapsed),
    handAngle: 360 * elapsed,
    missAngles,
    words: [(Math.floor(monitor.timeToFailMs / 100) / 10).toFixed(1)],
    detail: `of ${String(monitor.timeoutMs / 1000)} s`,
  };
}

function still(
  look: RingLook,
  monitor: MonitorSnapshot | null,
  elapsed: number,
  words: readonly string[],
): RingLayout {
  const pieces = ringPieces(monitor?.missed ?? 6, elapsed);
  return { look, pieces, handAngle: null, missAngles: [], words, detail: '' };
}

/** Segments with gaps between them, parted where the hand stands. */
export function ringPieces(segmentCount: number, elapsed: number): RingPiece[] {
  const count = Math.max(1, segmentCount);
  const width = 360 / count;
  const gap = Math.min(GAP_DEGREES, width / 6);
  const hand = 360 * Math.min(1, Math.max(0, elapsed));
  const pieces: RingPiece[] = [];
  for (let index = 0; index < count; index += 1) {
    const from = index * width + gap;
    const to = (index + 1) * width - gap;
    const parting = Math.min(Math.max(hand, from), to);
    if (parting > from) pieces.push({ part: 'gone', from, to: parting });
    if (parting < to) pieces.push({ part: 'left', from: parting, to });
  }
  return pieces;
}

/** Point on a circle, px, to two decimals. */
export function pointAt(centre: number, radius: number, angle: number): readonly [number, number] {
  const radians = ((angle - 90) * Math.PI) / 180;
  return [
    Math.round((centre + radius * Math.cos(radians)) * 100) / 100,
    Math.round((centre + radius * Math.sin(radians)) * 100) / 100,
  ];
}

/** SVG path of an arc, clockwise. */
export function arcPath(centre: number, radius: number, from: number, to: number): string {
  const [startX, startY] = pointAt(centre, radius, from);
  const [endX, endY] = pointAt(centre, radius, Math.min(to, from + 359.9));
  const large = to - from > 180 ? 1 : 0;
  return `M${startX} ${startY}A${radius} ${radius} 0 ${large} 1 ${endX} ${endY}`;
}
