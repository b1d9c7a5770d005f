import { transmitModeOf } from './connection-status.ts';
import { endJob, runningJob } from './jobs.ts';
import { CHUNK_READ_MS, sendChunk } from './mirror-chunk.ts';
import { planMirror } from './mirror-plan.ts';
import { enqueueOrphans } from './orphans.ts';
import { rulesInUse, findReplicationSet } from './replication-set.ts';
import { settingOf } from './service.ts';
import { enqueueChange, enqueueMark, limitsOf } from './source-queue.ts';
import { afterByItself, report } from '../happen.ts';
import { volumeOn } from '../storage/disk-access.ts';
import { findFile } from '../storage/volume.ts';
import { dropBehind } from '../workload/behind.ts';
import type { Connection, Mirror, MirrorOrder, World } from '../world.ts';

/** Begins a mirror of every file that the connection's rules select. The data state is Bad until it is complete. */
export function startMirror(world: World, connection: Connection, order: MirrorOrder): void {
  stopMirror(world, connection);
  const job = runningJob(world, connection);
  if (job?.kind === 'verify') endJob(world, job, 'Stopped', 'gives way to a mirror');
  const { source, replicationSet, purpose } = connection;
  const set = findReplicationSet(source, replicationSet);
  const knowsAll = connection.isGood && !connection.hasGap;
  if (purpose === 'replication' && set !== null) connection.rules = rulesInUse(set);
  connection.isGood = false;
  connection.hasDroppedWrites = false;
  connection.hasGap = false;
  connection.awaitsMirror = false;
  connection.condition = 'Re-mirror required';
  const mirror: Mirror = {
    number: connection.nextMirror++,
    order,
    knowsAll,
    files: null,
    index: 0,
    offset: 0,
    isPaused: false,
    isAllQueued: false,
    lastOrder: world.workload.lastAcknowledged,
    task: null,
  };
  connection.mirror = mirror;
  if (!beginReading(world, connection, mirror))
    report(
      world,
      'replication',
      source,
      `mirror of ${replicationSet} waits: its paths cannot be read on ${source.name}`,
    );
}

/** Forgets the mirror under way. */
export function stopMirror(world: World, connection: Connection): void {
  world.schedule.cancel(connection.mirror?.task ?? null);
  connection.mirror = null;
}

/** Stopped by hand: where it was is forgotten, and what the target holds is half old, half new. */
export function haltMirror(world: World, connection: Connection): void {
  stopMirror(world, connection);
  connection.condition = 'Mirroring Stopped';
  tell(world, connection, 'stopped');
}

/** Paused by hand: it keeps its place. */
export function pauseMirror(world: World, connection: Connection, mirror: Mirror): void {
  world.schedule.cancel(mirror.task);
  mirror.task = null;
  mirror.isPaused = true;
  tell(world, connection, 'paused');
}

/** Goes on where it was paused. */
export function resumeMirror(world: World, connection: Connection, mirror: Mirror): void {
  mirror.isPaused = false;
  tell(world, connection, 'resumed', () => {
    continueMirror(world, connection);
  });
}

/** A mirror that waited for its paths begins; one whose paths are gone waits for them, and then begins anew. */
export function reviewMirror(world: World, connection: Connection): void {
  const { mirror } = connection;
  if (mirror === null || mirror.isAllQueued) return;
  if (mirror.files === null) {
    beginReading(world, connection, mirror);
  } else if (mirror.files.some(({ drive }) => volumeOn(world, connection.source, drive) === null)) {
    world.schedule.cancel(mirror.task);
    Object.assign(mirror, { task: null, files: null, index: 0, offset: 0, knowsAll: false });
    tell(world, connection, `waits: its paths cannot be read on ${connection.source.name}`);
  } else {
    continueMirror(world, connection);
  }
}

/** Reads the next chunk when there is room for it; asked when acknowledgements come in. */
export function continueMirror(world: World, connection: Connection): void {
  const { mirror, queue, queuedBytes, source } = connection;
  if (mirror === null || mirror.task !== null || mirror.files === null) return;
  if (mirror.isAllQueued || mirror.isPaused) return;
  if (transmitModeOf(connection) !== 'Started') return;
  if (queue.length >= settingOf(source, 'MirrorQueueLimit')) return;
  // Half the memory share is left to the changes that come meanwhile.
  if (queuedBytes >= limitsOf(world, connection).memoryBytes / 2) return;
  mirror.task = afterByItself(world, CHUNK_READ_MS, () => {
    mirror.task = null;
    readChunk(world, connection, mirror);
    world.signals.queueGrew(connection);
    continueMirror(world, connection);
  });
}

/** Once the target has applied the mark behind the last chunk both sides hold the same. */
export function completeMirror(world: World, connection: Connection): void {
  const { mirror, target, purpose, appliedMirror } = connection;
  if (mirror?.number !== appliedMirror) return;
  connection.mirror = null;
  // A change that was not queued may lie in what the mirror had read already.
  connection.isGood = !connection.hasDroppedWrites && !connection.hasGap;
  connection.condition = connection.isGood ? 'Online' : 'Re-mirror required';
  if (connection.isGood) {
    Object.assign(connection, { overflowEvent: null, dropEvent: null });
    connection.lastMirror = { event: connection.mirrorEvent ?? 0, order: mirror.order };
  }
  if (purpose === 'replication') world.clusters[target.clusterId].stoodInSinceMs = null;
  const isHome = purpose === 'restoration' ? connection.source.clusterId : target.clusterId;
  // One that overwrites nothing has brought nothing home.
  if (mirror.order.overwrite !== 'never') world.clusters[isHome].isRestoreRequired = false;
  if (connection.isGood && target.clusterId === 'second') dropBehind(world, mirror.lastOrder);
  const { sentBytes, skippedBytes } = connection.mirrorCounters;
  tell(
    world,
    connection,
    `complete: ${String(sentBytes)} bytes sent, ${String(skippedBytes)} skipped`,
  );
  const job = purpose === 'restoration' ? runningJob(world, connection) : null;
  if (job !== null) endJob(world, job, connection.isGood ? 'Done' : 'Failed');
}

/** @returns false while a path of the set cannot be read on the source */
function beginReading(world: World, connection: Connection, mirror: Mirror): boolean {
  const files = planMirror(world, connection, mirror);
  if (files === null) return false;
  mirror.files = files;
  connection.hasGap = false;
  const totalBytes = files.reduce((sum, { drive, path }) => {
    const volume = volumeOn(world, connection.source, drive);
    return sum + (volume === null ? 0 : (findFile(volume, path)?.sizeBytes ?? 0));
  }, 0);
  Object.assign(connection.mirrorCounters, {
    sentBytes: 0,
    skippedBytes: 0,
    lookedBytes: 0,
    totalBytes,
  });
  tell(
    world,
    connection,
    `begins: ${String(files.length)} files, ${String(totalBytes)} bytes`,
    () => {
      connection.mirrorEvent = world.cause;
      continueMirror(world, connection);
    },
  );
  return true;
}

function readChunk(world: World, connection: Connection, mirror: Mirror): void {
  const place = mirror.files?.[mirror.index];
  if (place === undefined) {
    mirror.isAllQueued = true;
    enqueueOrphans(world, connection, mirror.order.orphans);
    enqueueMark(world, connection, '', { kind: 'mirror-end', mirror: mirror.number });
    return;
  }
  const volume = volumeOn(world, connection.source, place.drive);
  if (volume === null) {
    reviewMirror(world, connection);
    return;
  }
  const file = findFile(volume, place.path);
  if (file === undefined) {
    nextFile(mirror);
    return;
  }
  const { path, attributes, permissions, modifiedMs: atMs, sizeBytes } = file;
  const { mirrorCounters } = connection;
  if (mirror.offset === 0 && place.marks) {
    const marks = { kind: 'create', path, attributes, permissions, atMs } as const;
    enqueueChange(world, connection, volume, marks, true);
  }
  if (place.content === 'skip') {
    mirrorCounters.skippedBytes += sizeBytes;
    mirrorCounters.lookedBytes += sizeBytes;
    nextFile(mirror);
    return;
  }
  const chunkBytes = settingOf(connection.source, 'MirrorChunkSize');
  const length = Math.min(chunkBytes, sizeBytes - mirror.offset);
  if (!sendChunk(world, connection, volume, file, place.content, mirror.offset, length)) {
    world.signals.queueOverflowed(connection);
    return;
  }
  mirror.offset += length;
  mirrorCounters.lookedBytes += length;
  if (mirror.offset < sizeBytes) return;
  enqueueChange(world, connection, volume, { kind: 'truncate', path, sizeBytes, atMs }, true);
  nextFile(mirror);
}

function nextFile(mirror: Mirror): void {
  mirror.index++;
  mirror.offset = 0;
}

function tell(world: World, connection: Connection, what: string, consequences?: () => void): void {
  const { purpose, source, replicationSet } = connection;
  const name = purpose === 'restoration' ? 'restoration' : 'mirror';
  report(world, 'replication', source, `${name} of ${replicationSet} ${what}`, consequences);
}
