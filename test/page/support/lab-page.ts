import type { Page } from 'puppeteer-core';
import type { CommandResult, Run, Snapshot, Speed } from '../../../workers/api.ts';
import { until } from './until.ts';

/** What the public element offers to programs, as far as these tests use it. */
interface LabElement extends HTMLElement {
  readonly ready: Promise<void>;
  paused: boolean;
  speed: Speed;
  execute(line: string, options?: { node?: string }): Promise<CommandResult>;
  advance(ms: number): Promise<Snapshot>;
  snapshot(): Snapshot | null;
  readFile(node: string, path: string): Promise<Uint8Array>;
  importFile(node: string, path: string, blob: Blob): Promise<CommandResult>;
  exportRun(options?: { withFiles?: boolean }): Promise<Run>;
  openRun(run: unknown): Promise<Snapshot>;
  digest(): Promise<string>;
}

/** How a refused call ended. */
export interface Rejection {
  readonly name: string;
  readonly message: string;
}

/** One tab with a lab, spoken to through the element's public face alone. */
export class LabPage {
  readonly page: Page;
  /** Errors of the page, its console and its requests since it was made. */
  readonly troubles: readonly string[];

  private constructor(page: Page, troubles: readonly string[]) {
    this.page = page;
    this.troubles = troubles;
  }

  /** Makes a lab's tab of an empty one. */
  static async of(page: Page): Promise<LabPage> {
    const troubles: string[] = [];
    page.on('console', (message) => {
      const type = message.type();
      if (type === 'error' || type === 'warn') troubles.push(`${type}: ${message.text()}`);
    });
    page.on('pageerror', (error) => troubles.push(`page error: ${String(error)}`));
    page.on('requestfailed', (request) => troubles.push(`request failed: ${request.url()}`));
    // The compiler of the tests names functions by a helper that a page does not have.
    await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
    return new LabPage(page, troubles);
  }

  /** Opens a page and waits until its lab is open. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.page.evaluate(async () => {
      const lab = document.querySelector('failover-lab') as LabElement | null;
      await lab?.ready;
    });
    await this.when('the first snapshot', () => true);
  }

  async snapshot(): Promise<Snapshot> {
    const snapshot = await this.page.evaluate(() =>
      (document.querySelector('failover-lab') as LabElement).snapshot(),
    );
    if (snapshot === null) throw new Error('The lab is not open.');
    return snapshot;
  }

  /** Waits until the lab shows a state in which it is so. */
  when(what: string, isSo: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    return until(what, async () => {
      const snapshot = await this.page.evaluate(() =>
        (document.querySelector('failover-lab') as LabElement).snapshot(),
      );
      return snapshot !== null && isSo(snapshot) ? snapshot : null;
    });
  }

  execute(line: string, node = 'A1'): Promise<CommandResult> {
    return this.page.evaluate(
      (text, where) =>
        (document.querySelector('failover-lab') as LabElement).execute(text, { node: where }),
      line,
      node,
    );
  }

  /** Runs lines that must all succeed. */
  async play(...lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const { exitCode, output } = await this.execute(line);
      if (exitCode !== 0) throw new Error(`"${line}" ended with ${String(exitCode)}: ${output}`);
    }
  }

  advance(ms: number): Promise<Snapshot> {
    return this.page.evaluate(
      (span) => (document.querySelector('failover-lab') as LabElement).advance(span),
      ms,
    );
  }

  async pace(paused: boolean, speed: Speed): Promise<void> {
    await this.page.evaluate(
      (stop, quick) => {
        const lab = document.querySelector('failover-lab') as LabElement;
        lab.paused = stop;
        lab.speed = quick;
      },
      paused,
      speed,
    );
  }

  async readFile(node: string, path: string): Promise<Uint8Array> {
    const text = await this.page.evaluate(
      async (where, name) => {
        const lab = document.querySelector('failover-lab') as LabElement;
        const bytes = await lab.readFile(where, name);
        return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
      },
      node,
      path,
    );
    return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  }

  importFile(node: string, path: string, bytes: Uint8Array): Promise<CommandResult> {
    return this.page.evaluate(
      (where, name, text) =>
        (document.querySelector('failover-lab') as LabElement).importFile(
          where,
          name,
          new Blob([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))]),
        ),
      node,
      path,
      Buffer.from(bytes).toString('base64'),
    );
  }

  exportRun(withFiles = false): Promise<Run> {
    return this.page.evaluate(
      (carried) =>
        (document.querySelector('failover-lab') as LabElement).exportRun({ withFiles: carried }),
      withFiles,
    );
  }

  openRun(run: unknown): Promise<Snapshot> {
    return this.page.evaluate(
      (given) => (document.querySelector('failover-lab') as LabElement).openRun(given),
      run,
    );
  }

  /** How opening that run is refused; null when it is not. `made` is an expression of the page. */
  refusalOf(made: string): Promise<Rejection | null> {
    return this.page.evaluate(
      `document.querySelector('failover-lab').openRun(${made}).then(
        () => null, ({ name, message }) => ({ name, message }))`,
    ) as Promise<Rejection | null>;
  }

  digest(): Promise<string> {
    return this.page.evaluate(() =>
      (document.querySelector('failover-lab') as LabElement).digest(),
    );
  }
}
