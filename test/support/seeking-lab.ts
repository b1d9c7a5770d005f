import { digestOf } from '../../workers/core/lab.ts';
import type { BlockKernel } from '../../workers/core/storage/block-kernel.ts';
import { createWasmKernel } from '../../workers/block-kernel.ts';
import { LabRunner } from '../../workers/lab-runner.ts';
import { LiveLab, type LabMaker } from '../../workers/live-lab.ts';
import type { ParkingRoom } from '../../workers/parking-places.ts';
import { FakeTime } from './fake-time.ts';
import { wasmModule } from './run-lines.ts';

/** What a lab holds at a moment: its log and files, and the checksum of each block of each disk. */
export interface LabHoldings {
  readonly atMs: number;
  readonly digest: string;
  readonly checksums: bigint;
}

/** A lab that seeks, without a page: real time stands still until the test lets the lab be idle. */
export class SeekingLab {
  readonly runner: LabRunner;
  /** Labs that were built from the beginning. */
  built = 0;
  readonly #time = new FakeTime();

  constructor(parkingRoom: ParkingRoom | null, diskMiB = 4) {
    const maker: LabMaker = {
      time: this.#time,
      keepsHistory: true,
      createKernel: (layout) => {
        this.built += 1;
        return createWasmKernel(wasmModule, layout);
      },
    };
    const live = new LiveLab({ scenario: 'protected', seed: 2001, diskMiB }, maker);
    this.runner = new LabRunner(live, {
      maker,
      parkingRoom,
      waits: 'at-once',
      snapshot: () => {
        throw new Error('Nobody looks at this lab by its snapshot.');
      },
      onChanged: () => undefined,
      onRan: () => undefined,
      onRewritten: () => undefined,
      onBroken: (error) => {
        throw error;
      },
    });
  }

  get nowMs(): number {
    return this.runner.live.nowMs;
  }

  /** Runs lines, each of which has to end with 0. */
  async play(...lines: string[]): Promise<void> {
    for (const line of lines) {
      const { exitCode, output } = await (await this.runner.begin(line, null)).result;
      if (exitCode !== 0) throw new Error(`"${line}" ended with ${String(exitCode)}: ${output}`);
    }
  }

  /** Leaves the lab alone until it has nothing more to do. */
  idle(): void {
    while (this.#time.waiting > 0) this.#time.pass(1000);
  }

  /** @throws Error when a block does not hold what its checksum says */
  holdings(): LabHoldings {
    const { live } = this.runner;
    return { atMs: live.nowMs, digest: digestOf(live.lab), checksums: checksumsOf(live.kernel) };
  }
}

function checksumsOf(kernel: BlockKernel): bigint {
  let sum = 0n;
  for (let disk = 0; disk < kernel.diskCount; disk += 1) {
    const blocks = kernel.blockCount(disk);
    const damaged = kernel.damagedBlocks(disk, 0, blocks);
    if (damaged.length > 0) throw new Error(`disk ${String(disk)} has damaged blocks`);
    for (let block = 0; block < blocks; block += 1) {
      sum = BigInt.asUintN(64, sum * 31n + kernel.storedChecksum(disk, block));
    }
  }
  return sum;
}
