/*
 * Watches the data of a whole lab after every event: what programs do to files is seen where the filter driver sees it,
 * what the disks hold is read from their blocks, and the two must agree for every connection that calls itself Good.
 */
import { InvariantError, type Lab } from '../../workers/core/lab.ts';
import { watchData } from '../../workers/core/data-invariants.ts';
import type { ClusterNode, Connection, FileChange, Volume } from '../../workers/core/world.ts';
import { DiskImage, DiskModel, keyOf, type Step } from './data-image.ts';
import { LossWatch } from './data-losses.ts';
import { RestoreWatch } from './data-restore.ts';
import { ConnectionWatch, type Disk } from './data-watch.ts';

/** How much was looked at, so that a soak can say that it did. */
export interface DataCounts {
  looks: number;
  changes: number;
  mirrors: number;
  /** Looks at a connection that was Good and of which something could be said. */
  good: number;
  /** Ledgers compared with the books, restorations compared with their source. */
  ledgers: number;
  restorations: number;
}

/** The disks of a lab and all its connections. */
export class DataOracle {
  readonly counts: DataCounts = {
    looks: 0,
    changes: 0,
    mirrors: 0,
    good: 0,
    ledgers: 0,
    restorations: 0,
  };
  /** What the ledger says. */
  readonly losses: LossWatch;
  readonly restores: RestoreWatch;
  readonly #lab: Lab;
  readonly #disks = new Map<Volume, Disk>();
  /** Addresses at which orphans were ever to be taken away. */
  readonly #disposing = new Set<string>();
  #watches: ConnectionWatch[] = [];

  /** From now on every event of the lab is checked. */
  constructor(lab: Lab) {
    this.#lab = lab;
    this.losses = new LossWatch(lab);
    this.restores = new RestoreWatch(lab, (node, drive) => this.disk(node, drive));
    const { fileChanged } = lab.signals;
    lab.signals.fileChanged = (volume, change) => {
      this.#note(volume, change);
      fileChanged(volume, change);
    };
    const checkData = watchData(lab);
    lab.afterEvent = () => {
      checkData();
      this.#look();
    };
  }

  /** The disk behind a drive letter of a node, whoever owns it now. */
  disk(node: ClusterNode, drive: string): Disk {
    const shared = this.#lab.clusters[node.clusterId].disks;
    const volume =
      keyOf(drive) === 'c:'
        ? node.localVolume
        : (shared.find((each) => keyOf(each.drive) === keyOf(drive))?.volume ?? null);
    if (volume === null) throw new Error(`${node.name} has no drive ${drive} with files`);
    return this.#diskOf(volume);
  }

  /** What the source of a connection holds in its set that the target does not, and the other way round. */
  differences(connection: Connection): string[] {
    const watch = this.#watches.find((each) => each.connection === connection);
    if (watch === undefined) return ['the connection is not watched'];
    const { source, target } = watch;
    source.image.refresh();
    target.image.refresh();
    const keys = new Set([...source.image.hashes.keys(), ...target.image.hashes.keys()]);
    return [...keys].filter(
      (key) => watch.selects(key) && source.image.hashes.get(key) !== target.image.hashes.get(key),
    );
  }

  /** Whether the source of a connection has a file. */
  isOnSource(connection: Connection, key: string): boolean {
    const watch = this.#watches.find((each) => each.connection === connection);
    return watch?.source.image.hashes.has(key) === true;
  }

  /** I-15: no block that a file uses holds other bytes than its checksum says. */
  checkBlocks(): void {
    for (const { volume } of this.#disks.values()) {
      for (const { path, extents } of volume.files.values()) {
        for (let index = 0; index < extents.length; index += 2) {
          const [first = 0, count = 0] = extents.slice(index, index + 2);
          const damaged = this.#lab.kernel.damagedBlocks(volume.disk, first, count);
          if (damaged.length > 0)
            throw new InvariantError('I-15', this.#lab, `${volume.drive}${path} is damaged`);
        }
      }
    }
  }

  #note(volume: Volume, change: FileChange): void {
    this.counts.changes++;
    this.restores.note(volume);
    let steps: readonly Step[] | null = null;
    let whole: readonly Step[] = [];
    for (const watch of this.#watches) {
      if (watch.target.volume === volume) watch.noteForeign(change);
      if (watch.source.volume !== volume) continue;
      const { model } = watch.source;
      if (steps === null) {
        steps = model.follow(change);
        if (change.kind === 'rename') whole = model.whole(keyOf(change.to));
      }
      watch.note(change, steps, whole);
    }
  }

  #look(): void {
    this.counts.looks++;
    for (const { target } of this.#watches) target.image.refresh();
    this.#follow();
    this.#spoilShared();
    this.losses.look();
    this.restores.look();
    this.counts.ledgers = this.losses.ledgers;
    this.counts.restorations = this.restores.done;
    for (const [address, mode] of this.#lab.orphanModes)
      if (mode === 'delete' || mode === 'move') this.#disposing.add(address);
    for (const watch of this.#watches) {
      watch.mayDispose = this.#disposing.has(watch.connection.address);
      watch.look();
      if (watch.connection.isGood && watch.spoilt === null) this.counts.good++;
    }
  }

  /** Connections come and go; a mirror begins the history of its connection anew. */
  #follow(): void {
    const { connections } = this.#lab;
    for (const { connection } of this.#watches) {
      if (connection.isOpen) continue;
      this.#watches = this.#watches.filter((each) => each.connection.isOpen);
      break;
    }
    for (const connection of connections) {
      const index = this.#watches.findIndex((each) => each.connection === connection);
      const watch = this.#watches[index];
      const drive = connection.rules[0]?.path.slice(0, 2);
      if (drive === undefined || watch?.isCurrent() === true) continue;
      const source = this.disk(connection.source, drive);
      const target = this.disk(connection.target, drive);
      source.image.refresh();
      target.image.refresh();
      const next = new ConnectionWatch(this.#lab, connection, source, target);
      if (connection.mirror !== null) this.counts.mirrors++;
      if (watch === undefined) this.#watches.push(next);
      else this.#watches[index] = next;
    }
  }

  /** Two that write to the same files of one disk undo each other's work: that is the mistake of who made them. */
  #spoilShared(): void {
    if (this.#watches.length + this.#lab.jobs.length < 2) return;
    const writers = [
      ...this.#watches,
      ...this.#lab.jobs
        .filter(({ kind, state }) => kind === 'restore' && state === 'Running')
        .map(({ to, connection }) => ({ connection, target: this.disk(to, 'S:') })),
    ];
    for (const [index, one] of writers.entries()) {
      for (const other of writers.slice(index + 1)) {
        if (one.target.volume !== other.target.volume || !overlap(one, other)) continue;
        for (const each of [one, other])
          if (each instanceof ConnectionWatch) each.spoilt = 'two write to the target';
      }
    }
  }

  #diskOf(volume: Volume): Disk {
    let disk = this.#disks.get(volume);
    if (disk === undefined) {
      const image = new DiskImage(this.#lab.kernel, volume);
      disk = { volume, image, model: new DiskModel(this.#lab.kernel, volume) };
      this.#disks.set(volume, disk);
    }
    return disk;
  }
}

interface Writer {
  readonly connection: Connection;
  readonly target: Disk;
}

function overlap(one: Writer, other: Writer): boolean {
  if (one.connection.replicationSet === other.connection.replicationSet) return true;
  if (!(one instanceof ConnectionWatch) || !(other instanceof ConnectionWatch)) return true;
  const keys = [...one.source.image.hashes.keys(), ...one.target.image.hashes.keys()];
  return keys.some((key) => one.selects(key) && other.selects(key));
}
