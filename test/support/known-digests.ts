import type { LabOptions } from '../../workers/core/lab.ts';
import type { RunLine } from '../../workers/core/run.ts';

/** A run with the digest that every engine, kernel and pace must come to. */
export interface KnownRun {
  readonly name: string;
  readonly options: LabOptions;
  readonly lines: readonly RunLine[];
  readonly endMs: number;
  /** 32 hex digits at `endMs`. */
  readonly digest: string;
}

/** Three runs. Whoever changes what the lab does changes these figures with it, on purpose. */
export const KNOWN_RUNS: readonly KnownRun[] = [
  {
    name: 'the first site is lost',
    options: { scenario: 'protected', seed: 7, diskMiB: 16 },
    lines: [
      [0, 'A1', 'client start'],
      [20_000, 'A1', 'fault site first off'],
    ],
    endMs: 80_000,
    digest: '43ba221b51af8fac1fbc3cef319144ce',
  },
  {
    name: 'a node is lost behind a slow and lossy link',
    options: { scenario: 'protected', seed: -5, diskMiB: 8 },
    lines: [
      [0, 'A1', 'fault link replication rate 96'],
      [0, 'A1', 'fault link replication latency 250'],
      [1, 'A1', 'fault link replication loss 7'],
      [250, 'A1', 'client rate 18'],
      [250, 'A1', 'client start'],
      [17_345, 'A1', 'fault power A1 off'],
      [50_000, 'A1', 'fault power A1 on'],
      [70_001, 'A1', 'client stop'],
    ],
    endMs: 81_234,
    digest: '50872eac4a5463e3e2c1736a02c35726',
  },
  {
    name: 'files change, the group moves, cards and the link are cut',
    options: { scenario: 'protected', seed: 4_294_967_295, diskMiB: 4 },
    lines: [
      [500, 'A1', 'md S:\\New'],
      [500, 'A1', 'write "S:\\New\\a note.txt" "first line" "second line"'],
      [900, 'A1', 'fill S:\\New\\noise.bin 300000 5'],
      [1700, 'A1', 'copy S:\\New\\noise.bin S:\\New\\copy.bin'],
      [1701, 'A1', 'truncate S:\\New\\noise.bin 70001'],
      [2500, 'A1', 'client start'],
      [4000, 'A1', 'cluster group Application /moveto:A2'],
      [15_000, 'A2', 'del S:\\New\\copy.bin'],
      [16_000, 'A1', 'fault link replication cut'],
      [19_999, 'A1', 'fault link replication restore'],
      [24_000, 'A1', 'fault nic A2 PUBLIC cut'],
      [40_000, 'A1', 'fault nic A2 PUBLIC restore'],
      [41_000, 'B1', 'cluster group Application /moveto:B2'],
    ],
    endMs: 60_500,
    digest: 'b7c2647817eac3be6e618b3068a95632',
  },
];
