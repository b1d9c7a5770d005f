import * as v from 'valibot';
import { SCENARIO_NAMES, type Run } from './core/run.ts';
import { LabRefusal } from './refusal.ts';

/** The format of runs that this version writes and reads. */
const RUN_FORMAT = 1;
const RUN_LINES_MAX = 100_000;
/** Characters of one line. */
const LINE_LENGTH_MAX = 65_536;
/** Thirty days of virtual time. */
export const RUN_MS_MAX = 30 * 24 * 3600 * 1000;
const FILES_MAX = 1000;
/** Characters of base64, of all files together: 256 MiB of bytes. */
const FILES_LENGTH_MAX = 358_000_000;
const LENT_NAMES = ['__proto__', 'constructor', 'prototype'];
/** Places of a run that a refusal names. */
const ISSUES_SHOWN_MAX = 3;

const momentMs = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(RUN_MS_MAX));

const lineShape = v.strictTuple([
  momentMs,
  v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  v.pipe(v.string(), v.minLength(1), v.maxLength(LINE_LENGTH_MAX)),
]);

const runShape = v.strictObject({
  lab: v.literal(RUN_FORMAT),
  scenario: v.picklist(SCENARIO_NAMES),
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(-(2 ** 31)), v.maxValue(2 ** 32 - 1)),
  diskMiB: v.pipe(v.number(), v.safeInteger(), v.minValue(4), v.maxValue(256)),
  endMs: momentMs,
  lines: v.pipe(
    v.array(lineShape),
    v.maxLength(RUN_LINES_MAX),
    v.check(
      (lines) =>
        lines.every((line, index) => index === 0 || line[0] >= (lines[index - 1]?.[0] ?? 0)),
      'Expected times that never fall',
    ),
  ),
  files: v.pipe(
    v.record(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, 'Expected 16 hex digits')), v.string()),
    v.check(
      (files) => Object.keys(files).length <= FILES_MAX,
      `Expected at most ${String(FILES_MAX)} files`,
    ),
    v.check(
      (files) =>
        Object.values(files).reduce((sum, text) => sum + text.length, 0) <= FILES_LENGTH_MAX,
      'Expected files of at most 256 MiB together',
    ),
  ),
});

/** A run that has its shape, with the bytes of its files. */
export interface CheckedRun {
  readonly run: Run;
  readonly files: readonly Uint8Array[];
}

/**
 * Checks a run that came from outside before anything is done with it.
 *
 * @param hashOf  XXH3-64 of bytes, by which files are named
 * @throws LabRefusal naming field and expectation; a run of a newer format has its own text
 */
export function checkRun(given: unknown, hashOf: (bytes: Uint8Array) => bigint): CheckedRun {
  const format =
    typeof given === 'object' && given !== null && 'lab' in given ? given.lab : undefined;
  if (typeof format === 'number' && format > RUN_FORMAT) {
    throw new LabRefusal(
      `This run was made by a newer Failover Lab (format ${String(format)}; this one reads ${String(RUN_FORMAT)}).`,
    );
  }
  refuseLentNames(given);
  const result = v.safeParse(runShape, given, { abortPipeEarly: true });
  if (!result.success) throw new LabRefusal(`This is not a run: ${describe(result.issues)}`);
  const run = result.output;
  const files = Object.entries(run.files).map(([hash, text]) => decodeFile(hash, text, hashOf));
  return { run, files };
}

/** The names by which JSON can reach into a prototype; the shape's library passes over them without a word. */
function refuseLentNames(given: unknown): void {
  if (typeof given !== 'object' || given === null) return;
  const files = 'files' in given && typeof given.files === 'object' ? given.files : null;
  const names = [...Object.keys(given), ...Object.keys(files ?? {})];
  const lent = names.find((name) => LENT_NAMES.includes(name));
  if (lent !== undefined) {
    throw new LabRefusal(`This is not a run: ${lent}: Expected no field of this name.`);
  }
}

function describe(issues: readonly v.BaseIssue<unknown>[]): string {
  const shown = issues.slice(0, ISSUES_SHOWN_MAX).map((issue) => {
    const place = v.getDotPath(issue) ?? 'the run itself';
    return `${place}: ${issue.message}`;
  });
  const more = issues.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${String(more)} more` : ''}.`;
}

function decodeFile(hash: string, text: string, hashOf: (bytes: Uint8Array) => bigint): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    throw new LabRefusal(`This is not a run: files.${hash}: Expected base64.`);
  }
  const found = hashOf(bytes).toString(16).padStart(16, '0');
  if (found === hash) return bytes;
  throw new LabRefusal(`This is not a run: files.${hash}: Its bytes have the hash ${found}.`);
}

/** Bytes as a run carries them. */
export function encodeFile(bytes: Uint8Array): string {
  const pieces: string[] = [];
  // Whole groups of three, few enough for one call.
  for (let at = 0; at < bytes.length; at += 24_576) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 24_576))));
  }
  return pieces.join('');
}
