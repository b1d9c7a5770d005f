/*
 * One connection against the history of its source: while its data state is Good, the target holds what the source held
 * after some step since the last mirror began, in every file of the set, and never an earlier one than it held before.
 */
import { InvariantError, type Lab } from '../../workers/core/lab.ts';
import { dataStateOf } from '../../workers/core/replication/connection-status.ts';
import { volumeOn } from '../../workers/core/storage/disk-access.ts';
import type { Connection, FileChange, Rule, Volume } from '../../workers/core/world.ts';
import { isInSet } from '../support/reference-matcher.ts';
import { keyOf, type DiskImage, type DiskModel, type Step } from './data-image.ts';

/** A volume with the two ways to know it. */
export interface Disk {
  readonly volume: Volume;
  readonly image: DiskImage;
  readonly model: DiskModel;
}

/** One moment of the source: the number of all its files in the set, and the step that led there. */
interface Moment {
  readonly number: bigint;
  readonly step: Step;
}

const START: Step = { text: 'the mirror began', files: [] };

/** Watches one connection. */
export class ConnectionWatch {
  readonly connection: Connection;
  readonly source: Disk;
  readonly target: Disk;
  /** Why nothing can be said of the target until the next mirror; null when something can. */
  spoilt: string | null = null;
  /** Orphans are or were taken away: with a wildcard, what it leaves out below its folder counts as one. */
  mayDispose = false;
  readonly #lab: Lab;
  readonly #selected = new Map<string, boolean>();
  /** Files that this kind of mirror may leave as they were. */
  readonly #excused = new Set<string>();
  /** Files that only the target has, and what they are. */
  readonly #orphans = new Map<string, bigint>();
  readonly #held = new Map<string, bigint>();
  readonly #rules: readonly Rule[];
  readonly #mirror: Connection['mirror'];
  #plan: readonly object[] | null = null;
  /** The mirror takes away what only the target has. */
  #disposes = false;
  #history: Moment[] = [];
  #place = 0;
  #version = -1;
  #wasGood = false;
  #outside: bigint;
  #seen: number;
  #expected: string[] | null = [];

  constructor(lab: Lab, connection: Connection, source: Disk, target: Disk) {
    this.#lab = lab;
    this.connection = connection;
    this.source = source;
    this.target = target;
    this.#rules = connection.rules;
    this.#mirror = connection.mirror;
    this.#seen = connection.nextSequence - 1;
    source.model.catchUp(source.image);
    this.#begin();
    this.#outside = this.#outsideNumber();
  }

  /** Whether this is still the mirror, the rules and the target that it began with. */
  isCurrent(): boolean {
    const { mirror, rules } = this.connection;
    return rules === this.#rules && (mirror === null || mirror === this.#mirror);
  }

  /** Whether a file of the drive is in the set, by the second reading of its rules. */
  selects(key: string): boolean {
    let isSelected = this.#selected.get(key);
    if (isSelected === undefined) {
      isSelected = isInSet(this.#rules, this.source.volume.drive + key);
      this.#selected.set(key, isSelected);
    }
    return isSelected;
  }

  /** Takes in a change of the source's volume. @param whole  the steps of a file that came into the set */
  note(change: FileChange, steps: readonly Step[], whole: readonly Step[]): void {
    const sent = this.#stepsToSend(change, steps, whole);
    for (const step of sent) this.#add(step);
    const { source, isReplicating, mirror } = this.connection;
    const isSeen = volumeOn(this.#lab, source, this.source.volume.drive) === this.source.volume;
    if (!isReplicating || !isSeen) return;
    // While a mirror runs, what is renamed may be left to it.
    if (change.kind === 'rename' && mirror !== null) this.#expected = null;
    for (const step of sent) this.#expected?.push(step.text);
    if (whole.length > 0 && sent === whole) this.#expected?.push('the end of a whole file');
  }

  /** A program wrote to the target's volume. */
  noteForeign(change: FileChange): void {
    const keys = [change.path, ...(change.kind === 'rename' ? [change.to] : [])].map(keyOf);
    if (keys.some((key) => this.selects(key))) this.spoilt = 'a program wrote to the target';
    this.#outside = 0n;
  }

  /** Checks what holds now. @throws InvariantError */
  look(): void {
    this.#lookAtPlan();
    this.#lookAtQueue();
    const isGood = dataStateOf(this.#lab, this.connection) === 'Good';
    const { version } = this.target.image;
    if (version !== this.#version) this.#lookOutside();
    const isNew = version !== this.#version || !this.#wasGood;
    if (isGood && !this.#wasGood && !this.#disposes) this.#lookForOrphans();
    if (isGood && isNew && this.spoilt === null) this.#lookAtTarget();
    this.#wasGood = isGood;
    this.#version = version;
  }

  #begin(): void {
    this.#held.clear();
    for (const key of this.source.model.keys()) {
      const hash = this.source.model.hash(key);
      if (hash !== null && this.#counts(key)) this.#held.set(key, hash);
    }
    const number = [...this.#held.values()].reduce((sum, hash) => sum ^ hash, 0n);
    this.#history = [{ number, step: START }];
    this.#place = 0;
  }

  #counts(key: string): boolean {
    return this.selects(key) && !this.#excused.has(key);
  }

  #stepsToSend(
    change: FileChange,
    steps: readonly Step[],
    whole: readonly Step[],
  ): readonly Step[] {
    const from = keyOf(change.path);
    if (change.kind !== 'rename') return this.selects(from) ? steps : [];
    const to = keyOf(change.to);
    if (this.#excused.has(from) || this.#excused.has(to)) this.spoilt = 'a skipped file moved';
    if (this.selects(from) && this.selects(to)) return steps;
    if (this.selects(from)) return [{ text: `delete ${from}`, files: [[from, null]] }];
    return this.selects(to) ? whole : [];
  }

  #add(step: Step): void {
    let { number } = this.#history[this.#history.length - 1] ?? { number: 0n };
    for (const [key, hash] of step.files) {
      if (!this.#counts(key)) continue;
      number ^= (this.#held.get(key) ?? 0n) ^ (hash ?? 0n);
      if (hash === null) this.#held.delete(key);
      else this.#held.set(key, hash);
    }
    this.#history.push({ number, step });
  }

  /** A mirror has judged its files: which of them it may skip, and what only the target has. */
  #lookAtPlan(): void {
    const { mirror } = this.connection;
    const files = mirror?.files ?? null;
    if (mirror === null || files === null || files === this.#plan) return;
    this.#plan = files;
    this.#excused.clear();
    this.#orphans.clear();
    const { overwrite, variant, comparesAll, orphans } = mirror.order;
    this.#disposes = orphans === 'delete' || orphans === 'move';
    for (const [key, hash] of this.target.image.hashes) {
      if (!this.selects(key)) continue;
      const file = this.source.volume.files.get(key);
      const twin = this.target.volume.files.get(key);
      if (file === undefined || twin === undefined) {
        if (!this.#disposes) this.#orphans.set(key, hash);
        continue;
      }
      const isAlike = file.sizeBytes === twin.sizeBytes && file.modifiedMs === twin.modifiedMs;
      const isLeft =
        overwrite === 'never' || (overwrite === 'newer' && file.modifiedMs <= twin.modifiedMs);
      const looksInside = variant === 'full' || (variant === 'checksum' && comparesAll);
      if (isLeft || (isAlike && !looksInside)) this.#excused.add(key);
    }
    this.#begin();
  }

  /** I-7: each change of the set was queued once, in its order, and nothing else. */
  #lookAtQueue(): void {
    const { queue, isReplicating, nextSequence } = this.connection;
    const queued: string[] = [];
    for (let index = queue.length - 1; index >= 0; index--) {
      const operation = queue[index];
      if (operation === undefined || operation.sequence <= this.#seen) break;
      if (!operation.isMirror) queued.unshift(operation.change.kind);
    }
    this.#seen = nextSequence - 1;
    const expected = this.#expected;
    this.#expected = [];
    if (expected === null || !isReplicating) return;
    const kinds = expected.map(kindOf);
    if (kinds.join() !== queued.join())
      this.#fail('I-7', `queued ${queued.join()}, the disk saw ${expected.join()}`);
  }

  /** What the target has of files that the source has not had since the mirror began is left there. */
  #lookForOrphans(): void {
    const known = new Set(this.#held.keys());
    for (const { step } of this.#history) for (const [key] of step.files) known.add(key);
    for (const [key, hash] of this.target.image.hashes)
      if (this.selects(key) && !known.has(key)) this.#orphans.set(key, hash);
  }

  /** I-6 */
  #lookAtTarget(): void {
    let number = 0n;
    for (const [key, hash] of this.target.image.hashes)
      if (this.#counts(key) && this.#orphans.get(key) !== hash) number ^= hash;
    for (let place = this.#place; place < this.#history.length; place++) {
      if (this.#history[place]?.number !== number) continue;
      this.#place = place;
      return;
    }
    this.#fail('I-6', `the target is no moment of the source: ${this.#differences().join('; ')}`);
  }

  /** I-14: nothing but what the rules select is touched on the target. */
  #lookOutside(): void {
    const number = this.#outsideNumber();
    if (this.#outside !== 0n && number !== this.#outside && !this.mayDispose)
      this.#fail('I-14', 'a file of the target that the set does not select has changed');
    this.#outside = number;
  }

  /** Never 0, which stands for not known. */
  #outsideNumber(): bigint {
    let number = 0n;
    for (const [key, hash] of this.target.image.hashes)
      if (!this.selects(key) && !key.startsWith('\\orphans\\')) number ^= hash;
    return number === 0n ? 1n : number;
  }

  /** For each file that is not as it was after the place reached, when it was so. */
  #differences(): string[] {
    const { hashes } = this.target.image;
    const held = new Map<string, bigint>(this.#held);
    const keys = new Set([...held.keys(), ...hashes.keys()].filter((key) => this.#counts(key)));
    for (const { step } of this.#history) for (const [key] of step.files) keys.add(key);
    const found: string[] = [`place ${String(this.#place)} of ${String(this.#history.length - 1)}`];
    for (const key of keys) {
      if (!this.#counts(key)) continue;
      const present = this.#orphans.get(key) === hashes.get(key) ? undefined : hashes.get(key);
      const places = this.#placesOf(key, present);
      if (places !== `0-${String(this.#history.length - 1)}`) found.push(`${key} at ${places}`);
    }
    const next = this.#history.slice(this.#place, this.#place + 6).map(({ step }) => step.text);
    return [...found, `steps from there: ${next.join(', ')}`];
  }

  #placesOf(key: string, present: bigint | undefined): string {
    let last = this.#history.length - 1;
    let hash = this.#held.get(key);
    const ranges: string[] = [];
    const first = new Map<number, bigint | undefined>();
    const touching = this.#history.flatMap(({ step }, place) =>
      step.files.some(([each]) => each === key) ? [place] : [],
    );
    for (const place of [...touching].reverse()) {
      if (hash === present) ranges.unshift(`${String(place)}-${String(last)}`);
      last = place - 1;
      const before = touching[touching.indexOf(place) - 1];
      hash = before === undefined ? undefined : this.#after(before, key);
      first.set(place, hash);
    }
    if (touching.length === 0 && hash === present) return `0-${String(last)}`;
    if (touching.length > 0) ranges.unshift(`before ${String(touching[0])}: unknown`);
    return ranges.length === 0 ? 'no step' : ranges.join(' ');
  }

  #after(place: number, key: string): bigint | undefined {
    const entry = this.#history[place]?.step.files.findLast(([each]) => each === key);
    return entry?.[1] ?? undefined;
  }

  #fail(invariant: string, what: string): never {
    const { id, source, target } = this.connection;
    const name = `connection ${String(id)} of ${source.name} to ${target.name}`;
    throw new InvariantError(invariant, this.#lab, `${name}: ${what}`);
  }
}

/** The operation that a step travels as. */
function kindOf(text: string): string {
  if (text.startsWith('whole')) return text.endsWith(' 0') ? 'create' : 'write';
  return text.startsWith('the end') ? 'truncate' : (text.split(' ')[0] ?? '');
}
