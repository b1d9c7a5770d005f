/** Finds the browsers that tests and benchmarks run in, and installs Debian's Chromium where that is allowed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A browser that can be started. */
export interface Browser {
  readonly engine: 'chromium' | 'firefox';
  /** Absolute path of the program. */
  readonly path: string;
  /** What it calls itself, such as `Chromium 140.0.7339.80`. */
  readonly version: string;
}

const CHROMIUM_COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

const FIREFOX_COMMANDS = ['firefox', 'firefox-esr'];

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
 * The Chromium, Chrome or Edge named by `CHROME_PATH`, else the first one in the usual places.
 *
 * @throws Error when `CHROME_PATH` names something that cannot be run
 */
export function findChromium(): Browser | null {
  const path = namedBy('CHROME_PATH') ?? chromiumCandidates().find(isExecutable);
  return path === undefined ? null : { engine: 'chromium', path, version: versionOf(path) };
}

/**
 * The Firefox named by `FIREFOX_PATH`, else the first one on the path.
 *
 * @throws Error when `FIREFOX_PATH` names something that cannot be run
 */
export function findFirefox(): Browser | null {
  const path = namedBy('FIREFOX_PATH') ?? onPath(FIREFOX_COMMANDS).find(isExecutable);
  return path === undefined ? null : { engine: 'firefox', path, version: versionOf(path) };
}

/**
 * As `findChromium`; where there is none, installs Debian's as root, or in a CI run.
 *
 * @throws Error saying what to do when there is none and none may be installed
 */
export function requireChromium(): Browser {
  const found = findChromium();
  if (found) return found;
  if (isDebian() && mayInstall()) installChromium();
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    'No Chromium, Chrome or Edge was found. Install one, or set CHROME_PATH to the program. ' +
      'On Debian: apt-get install chromium.',
  );
}

/** Arguments of a headless Chromium: quiet, without calls home, and without a sandbox only for root. */
export function chromiumArguments(): string[] {
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

function namedBy(variable: string): string | undefined {
  const path = process.env[variable];
  if (!path) return undefined;
  if (isExecutable(path)) return path;
  throw new Error(`${variable} names ${path}, which is not a program that can be run.`);
}

function chromiumCandidates(): string[] {
  if (process.platform === 'darwin') return MAC_PROGRAMS;
  if (process.platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
      const folder = process.env[name];
      return folder ? WINDOWS_PROGRAMS.map((program) => join(folder, program)) : [];
    });
  }
  return onPath(CHROMIUM_COMMANDS);
}

function onPath(commands: readonly string[]): string[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
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
