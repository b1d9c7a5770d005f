import * as v from 'valibot';
import { SCENARIO_NAMES, type RunLine } from './core/run.ts';
import {
  concatenated,
  DiskError,
  STORE_SCHEMA,
  type StoredHead,
  type StoredLab,
} from './disk-store.ts';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const headShape = v.object({
  schema: v.literal(STORE_SCHEMA),
  sequence: whole,
  atMs: whole,
  digest: v.string(),
  scenario: v.picklist(SCENARIO_NAMES),
  seed: v.pipe(v.number(), v.safeInteger()),
  diskMiB: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(256)),
  lineCount: whole,
  withoutBlocks: v.exactOptional(v.literal(true)),
});

const lineShape = v.strictTuple([whole, v.string(), v.string()]);

/** The records of a lab as a driver found them. */
export interface FoundRecords {
  readonly head: unknown;
  readonly lines: readonly (readonly [key: unknown, line: unknown])[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * A stored lab from its records: anybody can change them in the browser's own tools.
 *
 * @throws DiskError `damaged` naming the record and what was expected
 */
export function storedLabOf({ head, lines, files }: FoundRecords): StoredLab {
  const checked = storedHeadOf(head);
  if (lines.length !== checked.lineCount) {
    throw damaged(`it has ${String(lines.length)} lines, expected ${String(checked.lineCount)}`);
  }
  const run = lines.map(([key, line], index): RunLine => {
    if (key !== index) throw damaged(`line ${String(index)} is missing`);
    const result = v.safeParse(lineShape, line);
    if (result.success) return result.output;
    throw damaged(`line ${String(index)} is no line; expected moment, node and text`);
  });
  return { head: checked, lines: run, files };
}

/** @throws DiskError `damaged` */
function storedHeadOf(head: unknown): StoredHead {
  const result = v.safeParse(headShape, head);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw damaged(`its head does not make sense: ${v.getDotPath(issue) ?? 'all'}: ${issue.message}`);
}

function damaged(what: string): DiskError {
  return new DiskError('damaged', `The stored lab is damaged: ${what}.`);
}

/** Bytes of a file from its pieces; what is missing leaves a file whose hash does not match. */
export function joinedPieces(pieces: readonly unknown[]): Uint8Array {
  return concatenated(pieces.filter((piece) => piece instanceof Uint8Array));
}
