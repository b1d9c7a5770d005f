/** Finds the Chromium that tests and benchmarks run in, and installs Debian's where that is allowed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A browser that can be started. */
export interface Browser {
  /** Absolute path of the program. */
  readonly path: string;
  /** What it calls itself, such as `Chromium 140.0.7339.80`. */
  readonly version: string;
}

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

const MAC_PROGRAMS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const WINDOWS_PROGRAMS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The browser named by `CHROME_PATH`, else the first one in the usual places.
 *
 * @throws Error when `CHROME_PATH` names something that cannot be run
 */
function findBrowser(): Browser | null {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (!isExecutable(named)) {
      throw new Error(`CHROME_PATH names ${named}, which is not a program that can be run.`);
    }
    return { path: named, version: versionOf(named) };
  }
  const path = candidates().find(isExecutable);
  return path === undefined ? null : { path, version: versionOf(path) };
}

/**
 * As `findBrowser`; where there is none, installs Debian's `chromium` as root.
 *
 * @throws Error saying what to do when there is no browser and none may be installed
 */
export function requireBrowser(): Browser {
  const found = findBrowser();
  if (found) return found;
  if (isDebian() && mayInstall()) installChromium();
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    'No Chromium, Chrome or Edge was found. Install one, or set CHROME_PATH to the program. ' +
      'On Debian: apt-get install chromium.',
  );
}

/** Arguments that a headless run needs: quiet, without calls home, and without a sandbox only for root. */
export function browserArguments(): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    ...(isRoot ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-dev-shm-usage',
    '--disable-quic',
    '--disable-sync',
    '--no-first-run',
  ];
}

function candidates(): string[] {
  if (process.platform === 'darwin') return MAC_PROGRAMS;
  if (process.platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
      const folder = process.env[name];
      return folder ? WINDOWS_PROGRAMS.map((program) => join(folder, program)) : [];
    });
  }
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function versionOf(path: string): string {
  if (process.platform === 'win32') return path;
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8' });
  const words = answer.stdout.trim().split(' ');
  const figure = words.findIndex((word) => /^\d+\./.test(word));
  return figure < 0 ? path : words.slice(0, figure + 1).join(' ');
}

function isDebian(): boolean {
  return (
    existsSync('/etc/os-release') &&
    /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

/** Only root can; a person's own machine is left alone unless this is a CI run. */
function mayInstall(): boolean {
  return process.getuid?.() === 0 || process.env['CI'] === 'true';
}

function installChromium(): void {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const [program, ...rest] = [...asRoot, ...words] as [string, ...string[]];
    execFileSync(program, rest, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
