import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Browser } from 'puppeteer-core';
import { chromiumArguments, requireChromium } from '../../support/browser.ts';

/** A browser with a profile on the disk, which outlives the browser. */
export interface Profile {
  readonly folder: string;
  start(): Promise<Browser>;
  remove(): void;
}

const WINDOW = { width: 1440, height: 900 };

/** Starts a headless Chromium whose profile is thrown away with it. */
export function startBrowser(): Promise<Browser> {
  return launchWith();
}

/** Makes an empty profile. */
export function makeProfile(): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'failover-lab-'));
  return {
    folder,
    start: () => launchWith(folder),
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function launchWith(userDataDir?: string): Promise<Browser> {
  return launch({
    executablePath: requireChromium().path,
    args: chromiumArguments(),
    defaultViewport: WINDOW,
    ...(userDataDir === undefined ? {} : { userDataDir }),
  });
}
