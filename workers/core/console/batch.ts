import { NOT_RECOGNISED, refuse } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { cutWords } from './words.ts';
import type { LineWords } from './words.ts';
import { after, report, withCause } from '../happen.ts';
import { fileAt, isFailure, placeOf } from '../storage/disk-access.ts';
import { readFileBytes } from '../storage/volume.ts';
import { foldCase, utf8Decode } from '../text.ts';
import type { ClusterNode, ScriptFinished, Wait, World } from '../world.ts';

/** Limits of a script. */
const LINES_MAX = 1000;
const SCRIPT_BYTES_MAX = 65_536;
/** A script that waits longer is left to itself, virtual ms. */
const SCRIPT_WAIT_MS = 180_000;

/** A `.bat` being run, in virtual time: a record, never a promise. */
interface ScriptRun {
  readonly node: ClusterNode;
  readonly path: string;
  readonly lines: readonly string[];
  index: number;
  exitCode: number;
  /** Some line of it changed the world. */
  hasChanged: boolean;
  isOver: boolean;
  readonly finished: ScriptFinished;
}

/**
 * Runs a `.bat` on a node. The exit code is the last line's; 2 or 3 when file or disk is not there, 0 when empty.
 * The next line starts when the one before has settled.
 */
export function startScript(
  world: World,
  node: ClusterNode,
  path: string,
  finished: ScriptFinished,
): void {
  const text = readScript(world, node, path);
  if (typeof text === 'number') {
    report(
      world,
      'script',
      node,
      `${node.name}: ${path} ended with ${String(text)}: it is not reachable from this node`,
    );
    finished(text, false);
    return;
  }
  const run: ScriptRun = {
    node,
    path,
    lines: text.split('\n').slice(0, LINES_MAX),
    index: 0,
    exitCode: 0,
    hasChanged: false,
    isOver: false,
    finished,
  };
  report(world, 'script', node, `${node.name} runs ${path}`, () => {
    after(world, SCRIPT_WAIT_MS, () => {
      endScript(world, run);
    });
    continueScript(world, run);
  });
}

function readScript(world: World, node: ClusterNode, path: string): string | number {
  const place = placeOf(world, node, path);
  if (isFailure(place)) return place.exitCode;
  const file = fileAt(place);
  if (isFailure(file)) return file.exitCode;
  return utf8Decode(readFileBytes(world.kernel, place.volume, file, 0, SCRIPT_BYTES_MAX));
}

function continueScript(world: World, run: ScriptRun): void {
  while (!run.isOver && run.index < run.lines.length) {
    const line = (run.lines[run.index++] ?? '').trim();
    const cut = cutBatchLine(line);
    if (cut === null) continue;
    const outcome = runBatchLine(world, run, cut);
    if ('look' in outcome) {
      waitThen(world, run, line, outcome);
      return;
    }
    if ('exitCode' in outcome) settle(world, run, line, outcome.exitCode);
  }
  endScript(world, run);
}

/** A line as a batch file takes it: a leading `@` means quiet; remarks, labels and echoes do nothing. */
function cutBatchLine(line: string): LineWords | null {
  const loud = line.startsWith('@') ? line.slice(1) : line;
  const cut = cutWords(loud);
  // A quote that is never closed leaves the line as one word that no command is called.
  const taken = 'words' in cut ? cut : { words: [loud], texts: [loud] };
  const first = foldCase(taken.words[0] ?? '');
  const isSilent = ['', 'rem', 'echo', 'echo.'].includes(first) || first.startsWith('::');
  return isSilent ? null : taken;
}

const BATCH_FAMILIES = new Set([
  'cluster',
  'dt',
  'dir',
  'type',
  'write',
  'fill',
  'truncate',
  'copy',
  'move',
  'del',
  'md',
  'attrib',
  'cacls',
  'xxh3',
  'import',
]);

function runBatchLine(world: World, run: ScriptRun, line: LineWords): Outcome {
  const [word = ''] = line.words;
  if (!BATCH_FAMILIES.has(foldCase(word))) {
    return refuse(NOT_RECOGNISED, `"${word}" is not recognised`);
  }
  return world.signals.runBatchWords(run.node, line, () => {
    run.hasChanged = true;
  });
}

function waitThen(
  world: World,
  run: ScriptRun,
  line: string,
  { waitMs, look }: { waitMs: number; look: Wait['look'] },
): void {
  const cause = world.cause;
  const deadlineMs = world.nowMs + waitMs;
  world.waits.push({
    line,
    deadlineMs,
    result: null,
    look,
    settled: (exitCode) => {
      withCause(world, cause, () => {
        settle(world, run, line, exitCode);
        continueScript(world, run);
      });
    },
  });
  // Something must happen at the deadline, so that it is looked at then.
  after(world, waitMs, () => undefined);
}

function settle(world: World, run: ScriptRun, line: string, exitCode: number): void {
  run.exitCode = exitCode;
  if (exitCode !== 0)
    report(world, 'script', run.node, `${run.path}: "${line}" ended with ${String(exitCode)}`);
}

function endScript(world: World, run: ScriptRun): void {
  if (run.isOver) return;
  run.isOver = true;
  report(
    world,
    'script',
    run.node,
    `${run.node.name}: ${run.path} ended with ${String(run.exitCode)}`,
    () => {
      run.finished(run.exitCode, run.hasChanged);
    },
  );
}
