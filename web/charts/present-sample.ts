import type { Sample, Snapshot } from '../../workers/api.ts';

/**
 * Samples up to now, ending with what the snapshot itself shows: lines reach the present moment with its very values.
 *
 * @param samples  ascending by moment; those after now are left out
 */
export function samplesToNow(
  samples: readonly Sample[],
  snapshot: Snapshot | null,
): readonly Sample[] {
  if (snapshot === null) return samples;
  const { atMs } = snapshot;
  if (samples.at(-1)?.atMs === atMs) return samples;
  const end = samples.findLastIndex((sample) => sample.atMs < atMs) + 1;
  const before = samples[end - 1];
  const exact = samples[end]?.atMs === atMs ? samples[end] : undefined;
  return [...samples.slice(0, end), exact ?? presentSample(snapshot, before)];
}

function presentSample(snapshot: Snapshot, before: Sample | undefined): Sample {
  const { atMs, connections, monitors, clients } = snapshot;
  const queue = connections[0]?.queue;
  return {
    atMs,
    lag:
      queue === undefined
        ? null
        : { operations: queue.operations, bytes: queue.bytes, ms: queue.lagMs },
    wireBytes:
      connections.length === 0
        ? (before?.wireBytes ?? 0)
        : connections.reduce((sum, each) => sum + each.sent.wireBytes, 0),
    appliedWireBytes:
      connections.length === 0
        ? (before?.appliedWireBytes ?? 0)
        : connections.reduce((sum, each) => sum + each.appliedWireBytes, 0),
    monitors: monitors.map(({ state, timeToFailMs }) => ({ state, timeToFailMs })),
    servedBy: clients.servedBy,
  };
}
