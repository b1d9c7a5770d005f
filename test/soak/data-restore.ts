/* What a restoration leaves behind, once it says that it is done. */
import { InvariantError, type Lab } from '../../workers/core/lab.ts';
import type { Job, Volume } from '../../workers/core/world.ts';
import { isInSet } from '../support/reference-matcher.ts';
import type { Disk } from './data-watch.ts';

/** A restoration under way. */
interface Running {
  readonly job: Job;
  readonly from: Disk;
  readonly to: Disk;
  /** What the set does not select on the disk that is written. */
  readonly outside: string;
  /** A program wrote to either side meanwhile. */
  isTouched: boolean;
}

/** Watches the restorations of a lab. */
export class RestoreWatch {
  /** How many ended with both sides alike. */
  done = 0;
  readonly #lab: Lab;
  readonly #disk: (node: Job['from'], drive: string) => Disk;
  #running: Running[] = [];

  constructor(lab: Lab, disk: (node: Job['from'], drive: string) => Disk) {
    this.#lab = lab;
    this.#disk = disk;
  }

  note(volume: Volume): void {
    for (const running of this.#running)
      if (running.from.volume === volume || running.to.volume === volume) running.isTouched = true;
  }

  /** I-13 */
  look(): void {
    for (const job of this.#lab.jobs) {
      if (job.kind !== 'restore' || job.state !== 'Running') continue;
      if (!this.#running.some((each) => each.job === job)) this.#begin(job);
    }
    if (this.#running.every(({ job }) => job.state === 'Running')) return;
    for (const running of this.#running) if (running.job.state === 'Done') this.#check(running);
    this.#running = this.#running.filter(({ job }) => job.state === 'Running');
  }

  #begin(job: Job): void {
    const { rules } = job.connection;
    const drive = rules[0]?.path.slice(0, 2) ?? 'S:';
    const [from, to] = [this.#disk(job.from, drive), this.#disk(job.to, drive)];
    to.image.refresh();
    this.#running.push({ job, from, to, outside: outsideOf(job, to), isTouched: false });
  }

  #check({ job, from, to, outside, isTouched }: Running): void {
    from.image.refresh();
    to.image.refresh();
    if (isTouched) return;
    const { rules } = job.connection;
    const differing = [...from.image.hashes].filter(
      ([key, hash]) => isInSet(rules, from.volume.drive + key) && to.image.hashes.get(key) !== hash,
    );
    const isWhole = job.overwrite === 'always';
    if (isWhole && differing.length > 0)
      this.#fail(`differs in ${differing.map(([key]) => key).join()}`);
    if (outsideOf(job, to) !== outside) this.#fail('has changed what the set does not select');
    this.done++;
  }

  #fail(what: string): never {
    throw new InvariantError('I-13', this.#lab, `a restoration is Done, and ${what}`);
  }
}

function outsideOf({ connection: { rules } }: Job, { volume, image }: Disk): string {
  return [...image.hashes]
    .filter(([key]) => !isInSet(rules, volume.drive + key))
    .map(([, hash]) => hash.toString(16))
    .sort()
    .join();
}
