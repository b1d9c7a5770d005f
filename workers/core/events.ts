import type { BlockKernel } from './storage/block-kernel.ts';
import { hex64, utf8Encode } from './text.ts';
import type { Milliseconds } from './units.ts';

/** One entry of the log: what a person would read. Never a single heartbeat, ping, order or operation. */
export interface LabEvent {
  readonly sequence: number;
  readonly atMs: Milliseconds;
  readonly kind: LabEventKind;
  readonly cluster: 'first' | 'second' | null;
  readonly node: string | null;
  readonly text: string;
  /** Sequence numbers of the events that led to this one. */
  readonly causes: readonly number[];
  /** Index of the kept line behind it; null for the scenario's own lines and what nobody typed. */
  readonly line: number | null;
}

export type LabEventKind =
  | 'line'
  | 'node'
  | 'group'
  | 'resource'
  | 'network'
  | 'replication'
  | 'missed'
  | 'failover'
  | 'script'
  | 'application'
  | 'fault'
  | 'alarm'
  | 'service';

/** One link of an explanation: from a symptom towards the line, or missing line, behind it. */
export interface Cause {
  readonly text: string;
  readonly event: number | null;
  readonly line: number | null;
  readonly cites: readonly string[];
}

/** The list is capped; the hash over it never is. */
const EVENT_LOG_ENTRIES_MAX = 20_000;

/** The log, with a rolling 128-bit hash over every event that ever entered it. */
export class EventLog {
  readonly #kernel: BlockKernel;
  #entries: LabEvent[] = [];
  #lastSequence = 0;
  #high = 0n;
  #low = 0n;

  constructor(kernel: BlockKernel) {
    this.#kernel = kernel;
  }

  get lastSequence(): number {
    return this.#lastSequence;
  }

  append(entry: Omit<LabEvent, 'sequence'>): number {
    const event: LabEvent = { ...entry, sequence: ++this.#lastSequence };
    this.#entries.push(event);
    if (this.#entries.length > EVENT_LOG_ENTRIES_MAX * 2) {
      this.#entries = this.#entries.slice(-EVENT_LOG_ENTRIES_MAX);
    }
    const { atMs, kind, cluster, node, text } = event;
    this.#mix(`${String(atMs)}\t${kind}\t${cluster ?? ''}\t${node ?? ''}\t${text}`);
    return event.sequence;
  }

  /** Events after a sequence number, oldest first; the oldest of a very long run are no longer listed. */
  after(sequence: number): LabEvent[] {
    const first = this.#entries[0]?.sequence ?? 0;
    return this.#entries.slice(Math.max(0, sequence + 1 - first));
  }

  /** @returns undefined when the event is no longer listed */
  find(sequence: number): LabEvent | undefined {
    const first = this.#entries[0]?.sequence ?? 0;
    return this.#entries[sequence - first];
  }

  /** 32 hex digits over every event so far. */
  get hash(): string {
    return hex64(this.#high) + hex64(this.#low);
  }

  #mix(text: string): void {
    const bytes = utf8Encode(`0${this.hash}${text}`);
    this.#high = this.#kernel.hashBytes(bytes);
    bytes[0] = 0x31;
    this.#low = this.#kernel.hashBytes(bytes);
  }
}
