/** What a bench module gives back: one row for each thing measured. */

/** A measurement beside what it is measured against, in the same run. */
export interface BenchRow {
  /** What was measured. */
  readonly name: string;
  /** Our figure, in `unit`. */
  readonly ours: number;
  /** The figure it is held against, in `unit`. */
  readonly against: number;
  readonly unit: string;
  /** `ours / against`, or `against / ours` where less is better: more is better. */
  readonly ratio: number;
  /** The ratio that is asked for. */
  readonly bar: number;
  /** `ratio ≥ bar`. */
  readonly met: boolean;
}

/** Says something while a bench runs: one line. */
export type Report = (text: string) => void;

/** What every `*.bench.ts` exports. */
export interface BenchModule {
  readonly run: (report: Report) => Promise<BenchRow[]>;
}
