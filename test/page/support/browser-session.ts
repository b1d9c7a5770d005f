import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Browser } from 'puppeteer-core';
import {
  chromiumArguments,
  requireChromium,
  type Browser as FoundBrowser,
} from '../../support/browser.ts';
import { until } from './until.ts';

/** A browser with a profile on the disk, which outlives the browser. */
export interface Profile {
  readonly folder: string;
  start(): Promise<Browser>;
  remove(): void;
}

const WINDOW = { width: 1440, height: 900 };

/**
 * Starts a headless Chromium whose profile is thrown away with it.
 *
 * @param keepsLeftPages  a page that is left may be kept as it was, as for people; the driver switches that off
 */
export function startBrowser({ keepsLeftPages = false } = {}): Promise<Browser> {
  return launchWith(undefined, keepsLeftPages ? ['--disable-back-forward-cache'] : []);
}

/** Makes an empty profile. */
export function makeProfile(): Profile {
  return profileOf((folder) => launchWith(folder));
}

/** Makes an empty profile of Firefox. */
export function makeFirefoxProfile({ path }: FoundBrowser): Profile {
  return profileOf(async (folder) => {
    // The driver tidies up behind a browser that was killed; the next one must not come upon that.
    const copies = ['user.js.puppeteer', 'prefs.js.puppeteer'].map((name) => join(folder, name));
    await until('a tidy profile', () => Promise.resolve(copies.some(existsSync) ? null : true));
    return launch({
      browser: 'firefox',
      executablePath: path,
      defaultViewport: WINDOW,
      userDataDir: folder,
    });
  });
}

function profileOf(start: (folder: string) => Promise<Browser>): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'failover-lab-'));
  return {
    folder,
    start: () => start(folder),
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function launchWith(
  userDataDir?: string,
  ignoreDefaultArgs: readonly string[] = [],
): Promise<Browser> {
  return launch({
    executablePath: requireChromium().path,
    args: chromiumArguments(),
    ignoreDefaultArgs: [...ignoreDefaultArgs],
    defaultViewport: WINDOW,
    ...(userDataDir === undefined ? {} : { userDataDir }),
  });
}
