/*
 * The driver that fails where told: it stands before another store and counts what is asked of it, so that every
 * operation of a course of events can fail once, in each of the ways in which storage fails.
 */
import {
  DiskError,
  type DiskStore,
  type StoredGroup,
  type StoredHead,
} from '../../workers/disk-store.ts';
import type { MemoryShelf } from '../../workers/memory-store.ts';

/**
 * How storage fails. `once`: refused, then all is well; `for ever`: refused from there on; `quota`: the
 * same for want of room; `stops before`/`stops after`: the machine is gone before or after it was stored;
 * `torn`: as the latter, and the record written last is cut short; `untold`: stored, and told as failed.
 */
export const FAILURE_KINDS = [
  'once',
  'for ever',
  'quota',
  'stops before',
  'stops after',
  'torn',
  'untold',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** Which operation fails, and how. Operations count from 0. */
export interface Failure {
  readonly at: number;
  readonly kind: FailureKind;
}

/** The machine on which the lab ran is gone: nothing that it would still do happens. */
class MachineGone extends Error {
  override readonly name = 'MachineGone';
}

/** Passes everything on, but for what is to fail. */
export class FailingStore implements DiskStore {
  readonly #inner: DiskStore;
  readonly #failure: Failure | null;
  readonly #shelf: MemoryShelf | null;
  #count = 0;
  #isGone = false;
  #gate: Promise<void> = Promise.resolve();
  #openGate: () => void = () => undefined;
  #tellWaiting: () => void = () => undefined;
  #tellCut: () => void = () => undefined;
  /** Every operation fails so until it is taken back. */
  failing: DiskError | null = null;
  /** There is no room for blocks, only for what is small. */
  isTight = false;
  /** Groups that were stored. */
  readonly groups: StoredGroup[] = [];
  /** The head that was told last as stored; null: none was. */
  told: StoredHead | null = null;
  /** Names of the operations asked for. */
  readonly operations: string[] = [];

  /** @param shelf  what the store behind keeps things on, for records that are torn */
  constructor(inner: DiskStore, failure: Failure | null = null, shelf: MemoryShelf | null = null) {
    this.#inner = inner;
    this.#failure = failure;
    this.#shelf = shelf;
  }

  /** Whether the machine has gone. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Lets no operation begin until `release`. @returns settles when one is waiting */
  hold(): Promise<void> {
    this.#gate = new Promise((resolve) => {
      this.#openGate = resolve;
    });
    return new Promise((resolve) => {
      this.#tellWaiting = resolve;
    });
  }

  release(): void {
    this.#openGate();
  }

  /** The browser cuts the connection. */
  cut(): void {
    this.#tellCut();
  }

  load: DiskStore['load'] = () => this.#run('load', () => this.#inner.load());
  lastSequence: DiskStore['lastSequence'] = () =>
    this.#run('lastSequence', () => this.#inner.lastSequence());
  readLog: DiskStore['readLog'] = (visit) => this.#run('readLog', () => this.#inner.readLog(visit));
  readExtents: DiskStore['readExtents'] = (visit) =>
    this.#run('readExtents', () => this.#inner.readExtents(visit));
  pack: DiskStore['pack'] = (pieces) => this.#inner.pack(pieces);
  prepare: DiskStore['prepare'] = (part) =>
    this.#run('prepare', () =>
      this.isTight ? Promise.reject(noRoom()) : this.#inner.prepare(part),
    );
  save: DiskStore['save'] = async (group) => {
    await this.#run('save', async () => {
      if (this.isTight && group.log.length + group.extents.length > 0) throw noRoom();
      await this.#inner.save(group);
      this.groups.push(group);
    });
    this.told = group.head;
  };
  onCut: DiskStore['onCut'] = (listener) => {
    this.#tellCut = listener;
  };
  close: DiskStore['close'] = () => {
    this.#inner.close();
  };

  async #run<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
    if (this.#isGone) return never();
    this.#tellWaiting();
    await this.#gate;
    const index = this.#count;
    this.#count += 1;
    this.operations.push(name);
    if (this.failing !== null) throw this.failing;
    const failure = this.#failure;
    if (failure === null || index < failure.at) return work();
    const { kind } = failure;
    if (kind === 'for ever') throw refused();
    if (kind === 'quota') {
      if (name === 'save' || name === 'prepare') {
        throw noRoom();
      }
      return work();
    }
    if (index > failure.at) return work();
    if (kind === 'once') throw refused();
    if (kind !== 'stops before') await work();
    if (kind === 'untold') throw refused();
    if (kind === 'torn') this.#tear(name);
    this.#isGone = true;
    return never();
  }

  /** Cuts the record that was written last: its file was not whole yet when the machine went. */
  #tear(name: string): void {
    if (name !== 'save' && name !== 'prepare') return;
    if (this.#shelf === null) return;
    let torn: { bytes: Uint8Array } | null = null;
    let writtenBy = 0;
    for (const record of this.#shelf.log) [torn, writtenBy] = [record, record.key[0]];
    for (const extent of this.#shelf.extents.values()) {
      if (extent.key[2] >= writtenBy) [torn, writtenBy] = [extent, extent.key[2]];
    }
    if (torn !== null) torn.bytes = torn.bytes.slice(0, torn.bytes.length >> 1);
  }
}

function noRoom(): DiskError {
  return new DiskError('quota', 'The browser has no room left for this lab.');
}

function refused(): DiskError {
  return new DiskError('aborted', 'The browser did not store the last changes (told to fail).');
}

/** What a machine that is gone answers. */
function never<Answer>(): Promise<Answer> {
  return Promise.reject(new MachineGone('the machine is gone'));
}
