import type { Lab } from '../../workers/core/lab.ts';
import type { Connection, ReceivedOperation } from '../../workers/core/world.ts';
import type { PlantedBug } from './planted-bugs.ts';

/** Ways in which the data plane could be wrong; each must be found. */
export const DATA_BUGS: readonly PlantedBug[] = [
  {
    name: 'the filter driver misses a change now and then',
    invariant: 'I-7',
    plant: missChanges,
  },
  {
    name: 'the target carries out two operations in the wrong order',
    invariant: 'I-[67]',
    plant: everyConnection(swapOperations),
  },
  {
    name: 'the target leaves out an operation',
    invariant: 'I-6',
    plant: everyConnection((connection) => {
      let count = 0;
      receive(connection, (received) => (++count % 9 === 0 ? [emptied(received)] : [received]));
    }),
  },
  {
    name: 'the target carries out an operation once more, after the next one',
    invariant: 'I-[67]',
    plant: everyConnection(repeatOperations),
  },
  {
    name: 'the target does not truncate',
    invariant: 'I-6',
    plant: everyConnection((connection) => {
      receive(connection, (received) =>
        received.operation.change.kind === 'truncate' ? [emptied(received)] : [received],
      );
    }),
  },
  {
    name: 'the target forgets attributes and permissions',
    invariant: 'I-6',
    plant: everyConnection((connection) => {
      receive(connection, (received) =>
        received.operation.change.kind === 'attributes' ? [emptied(received)] : [received],
      );
    }),
  },
  {
    name: 'a write that the target drops leaves the data Good',
    invariant: 'I-[68]',
    plant: everyConnection(forgetDrops),
  },
  {
    name: 'a mirror takes every fifth block for equal',
    invariant: 'I-6',
    plant: skipBlocks,
  },
  {
    name: 'the data is Good as soon as the mirror has read everything',
    invariant: 'I-[68]',
    plant: everyConnection(endMirrorsEarly),
  },
  {
    name: 'a stopped replication leaves no gap',
    invariant: 'I-6',
    plant: everyConnection((connection) => {
      Object.defineProperty(connection, 'hasGap', { get: () => false, set: () => undefined });
    }),
  },
  {
    name: 'a queue that is thrown away leaves the data Good',
    invariant: 'I-(6|8|11)',
    plant: everyConnection(forgetLosses),
  },
  {
    name: 'the target keeps what lies where a new file is made',
    invariant: 'I-6',
    plant: everyConnection((connection) => {
      receive(connection, (received) => [
        received.operation.change.kind === 'create'
          ? { ...received, operation: { ...received.operation, isMirror: true } }
          : received,
      ]);
    }),
  },
];

/** Breaks every connection of a lab as it is opened. */
function everyConnection(change: (connection: Connection, lab: Lab) => void): PlantedBug['plant'] {
  return (lab) => {
    const { connections } = lab;
    const push = connections.push.bind(connections);
    for (const connection of connections) change(connection, lab);
    connections.push = (...opened) => {
      for (const connection of opened) change(connection, lab);
      return push(...opened);
    };
  };
}

/** Puts something else, or more, or less, into the target's queue than what has arrived. */
function receive(
  { targetQueue }: Connection,
  change: (received: ReceivedOperation) => readonly ReceivedOperation[],
): void {
  const push = targetQueue.push.bind(targetQueue);
  targetQueue.push = (...received) => push(...received.flatMap(change));
}

/** The same operation without any work in it; its bytes stay with it. */
function emptied(received: ReceivedOperation): ReceivedOperation {
  const { operation } = received;
  if (!('atMs' in operation.change)) return received;
  const { atMs } = operation.change;
  const change = { kind: 'folder', path: '\\', atMs } as const;
  return { ...received, operation: { ...operation, change } };
}

function missChanges(lab: Lab): void {
  const { fileChanged } = lab.signals;
  let count = 0;
  lab.signals.fileChanged = (volume, change) => {
    count += 1;
    if (count % 7 > 0) fileChanged(volume, change);
  };
}

/** What carries no bytes waits now and then until the next operation is through. */
function swapOperations(connection: Connection): void {
  let held: ReceivedOperation | null = null;
  receive(connection, (received) => {
    if (held !== null) {
      const late = held;
      held = null;
      return [received, late];
    }
    const { change, byteCount, sequence } = received.operation;
    if (byteCount > 0 || !('atMs' in change) || sequence % 3 > 0) return [received];
    held = received;
    return [];
  });
}

/** Truncations and deletions happen again behind whatever comes next. */
function repeatOperations(connection: Connection): void {
  let again: ReceivedOperation['operation']['change'] | null = null;
  receive(connection, (received) => {
    const { change } = received.operation;
    const repeated = again;
    again = change.kind === 'truncate' || change.kind === 'delete' ? change : null;
    if (repeated === null || change.kind === 'folder') return [received];
    const { operation } = received;
    return [received, { operation: { ...operation, change: repeated, byteCount: 0 }, chunk: null }];
  });
}

function forgetDrops(connection: Connection): void {
  Object.defineProperty(connection, 'hasDroppedWrites', { get: () => false, set: () => undefined });
  let isGood = false;
  Object.defineProperty(connection, 'isGood', {
    get: () => isGood,
    set: (next: boolean) => {
      const { mirror, transmitMode, hasGap } = connection;
      if (next || mirror !== null || transmitMode === 'Error' || hasGap) isGood = next;
    },
  });
}

function forgetLosses(connection: Connection): void {
  let isGood = false;
  Object.defineProperty(connection, 'isGood', {
    get: () => isGood,
    set: (next: boolean) => {
      if (next || connection.transmitMode !== 'Error') isGood = next;
    },
  });
}

function skipBlocks(lab: Lab): void {
  const { kernel } = lab;
  const compare = kernel.compareBlocks.bind(kernel);
  let count = 0;
  kernel.compareBlocks = (...blocks) => {
    count += 1;
    return count % 5 === 0 ? 0 : compare(...blocks);
  };
}

function endMirrorsEarly(connection: Connection): void {
  let isGood = false;
  Object.defineProperty(connection, 'isGood', {
    get: () => isGood || connection.mirror?.isAllQueued === true,
    set: (next: boolean) => {
      isGood = next;
    },
  });
}
