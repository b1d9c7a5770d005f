/** One entry of the log: what a person would read. Never a single heartbeat, ping, order or operation. */
export interface LabEvent {
  readonly sequence: number;
  readonly atMs: number;
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
