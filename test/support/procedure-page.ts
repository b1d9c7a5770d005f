import { fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';

import { FailoverLab } from '../../web/components/failover-lab/failover-lab.ts';
import type { ConsoleName } from '../../web/components/console-window/console-names.ts';
import type { CommandResult } from '../../workers/api.ts';
import { ConsoleLab, type RanLine } from './console-lab.ts';
import { deepElements, drawn } from './press.ts';

/** Ends a run that hangs; it is no measure of speed. */
const HANGS_AFTER_MS = 60_000;
/** Families of lines that belong to no node: where they are typed makes no difference. */
const NODELESS = /^(?:host|fault|client|lab) /;
const WIDTH_PX = 1200;
const HEIGHT_PX = 760;

/** A line as a file of lines has it, with the virtual moments at which it begins and has settled. */
export interface TimedLine {
  /** `A1 cluster group`; without a node where it belongs to none. */
  readonly text: string;
  readonly ran: RanLine;
  readonly startMs: number;
  readonly endMs: number;
}

/** A file of lines as it goes without a page. */
export interface Course {
  /** Its lines but those that let time run. */
  readonly lines: readonly TimedLine[];
  readonly endMs: number;
  readonly digest: string;
}

/** What a line is called in a list of what was written. */
function writtenText([node, line]: RanLine): string {
  return NODELESS.test(line) ? line : `${node} ${line}`;
}

/** Runs lines from two bare clusters, as the headless command does. */
export function courseOf(lines: readonly RanLine[]): Course {
  const lab = new ConsoleLab('bare');
  const timed = lines.map((ran) => {
    const startMs = lab.snapshot().atMs;
    lab.play(ran);
    return { text: writtenText(ran), ran, startMs, endMs: lab.snapshot().atMs };
  });
  return {
    lines: timed.filter(({ ran }) => !ran[1].startsWith('lab run ')),
    endMs: lab.snapshot().atMs,
    digest: lab.digest(),
  };
}

/** Digest of lines that are run at their moments, without a page. */
export function digestAt(
  lines: readonly (readonly [atMs: number, ran: RanLine])[],
  endMs: number,
): string {
  const lab = new ConsoleLab('bare');
  for (const [atMs, ran] of lines) {
    lab.runTo(atMs);
    lab.play(ran);
  }
  lab.runTo(endMs);
  return lab.digest();
}

/**
 * The whole page on a real engine that stands still. It notes every line that anything on it runs, and lets virtual
 * time go by as it does in a file: to the moment at which a line has settled, and where the file says so.
 */
export class ProcedureLab extends FailoverLab {
  course: Course = { lines: [], endMs: 0, digest: '' };
  readonly ran: RanLine[] = [];
  #running = 0;

  get written(): string[] {
    return this.ran.map(writtenText);
  }

  override async execute(line: string, options: { node?: string } = {}): Promise<CommandResult> {
    const { node = 'A1' } = options;
    const expected = this.course.lines[this.ran.length];
    this.ran.push([node, line]);
    this.#running += 1;
    try {
      const result = super.execute(line, options);
      if (expected !== undefined && expected.endMs > expected.startMs) {
        await this.advance(expected.endMs - expected.startMs);
      }
      return await result;
    } finally {
      this.#running -= 1;
    }
  }

  /** Lets time run to the moment of the next line of the file, or to its end. */
  async letTimeRun(): Promise<void> {
    await this.settled();
    const toMs = this.course.lines[this.ran.length]?.startMs ?? this.course.endMs;
    await this.advance(toMs - (this.snapshot()?.atMs ?? 0));
    await this.settled();
  }

  /**
   * Waits until every line has settled and everything is drawn.
   *
   * @throws Error when another line was written than the file has
   */
  async settled(): Promise<void> {
    await eventually(() => this.#running === 0);
    await drawn(this.shownConsole ?? this);
    if (this.#running > 0) {
      await this.settled();
      return;
    }
    const wrong = this.written.findIndex((text, index) => text !== this.course.lines[index]?.text);
    if (wrong < 0) return;
    const wanted = this.course.lines[wrong]?.text ?? 'no more line';
    throw new Error(`the page wrote "${this.written[wrong] ?? ''}", the file has "${wanted}"`);
  }

  /** The console beside the stage; null while there is none. */
  get shownConsole(): HTMLElement | null {
    const consoles = this.#desk?.querySelectorAll<HTMLElement>('.open-console') ?? [];
    return [...consoles].find((each) => !each.hidden) ?? null;
  }

  /** The console of this name, when it is the one beside the stage. */
  consoleNamed(name: ConsoleName): HTMLElement | null {
    const shown = this.shownConsole;
    return shown?.localName === `lab-${name}` ? shown : null;
  }

  get #desk(): ShadowRoot | null {
    return this.renderRoot.querySelector('lab-desk')?.shadowRoot ?? null;
  }
}
customElements.define('procedure-lab', ProcedureLab);

/** Waits for what comes of itself. */
export function eventually(condition: () => boolean, message?: string): Promise<void> {
  return waitUntil(condition, message, { timeout: HANGS_AFTER_MS, interval: 8 });
}

/** Opens two bare clusters on a desk, in a window in which all of it can be clicked. */
export async function openProcedure(course: Course): Promise<ProcedureLab> {
  await setViewport({ width: WIDTH_PX, height: HEIGHT_PX });
  await emulateMedia({ reducedMotion: 'reduce' });
  const lab = await fixture<ProcedureLab>(
    html`<procedure-lab
      scenario="bare"
      seed="2001"
      disk-mib="4"
      paused
      style="position: fixed; inset: 0; height: ${HEIGHT_PX}px; --motion-calm: 0ms"
    ></procedure-lab>`,
  );
  await lab.ready;
  lab.course = course;
  await drawn(lab);
  return lab;
}

/** The first element below a root that is meant, once it is in sight. */
export async function found(
  root: Element,
  what: string,
  isMeant: (element: HTMLElement) => boolean,
): Promise<HTMLElement> {
  const look = (): HTMLElement | undefined =>
    [...deepElements(root)].find((each) => isMeant(each) && isInSight(each));
  await eventually(() => look() !== undefined, `there is no ${what} in sight`);
  const element = look();
  if (element === undefined) throw new Error(`the ${what} has gone`);
  return element;
}

function isInSight(element: HTMLElement): boolean {
  return element.checkVisibility() && element.getBoundingClientRect().width > 0;
}
