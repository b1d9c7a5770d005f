/** Scenarios that ship, each made of lines on `bare`. */
export const SCENARIO_NAMES = [
  'bare',
  'first-built',
  'protected',
  'failed-over',
  'returned',
] as const;
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

/** One kept line: virtual ms, the node that it ran on, the line. */
export type RunLine = readonly [atMs: number, node: string, line: string];

/** Everything a person did, and so everything there is: replaying it gives the same world, byte for byte. */
export interface Run {
  readonly lab: 1;
  readonly scenario: ScenarioName;
  readonly seed: number;
  readonly diskMiB: number;
  /** Where the run stood, virtual ms. */
  readonly endMs: number;
  /** Only lines that changed the world; times never fall. */
  readonly lines: readonly RunLine[];
  /** Bytes of imported files by hash (16 hex digits), base64; empty unless asked for. */
  readonly files: Readonly<Record<string, string>>;
}
