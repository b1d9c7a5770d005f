import assert from 'node:assert/strict';
import { digestOf, keptLines, nowMs, snapshotOf, type Lab } from '../../workers/core/lab.ts';
import type { JobSnapshot } from '../../workers/core/snapshot.ts';
import { advanceUntil } from './lab-views.ts';
import { runLine } from './run-lines.ts';

const JOB_MS_MAX = 30 * 60_000;

/** How a refused line may not end: that is the code of what is not there at all. */
const NOT_THERE = 120;

/** A job as the lab shows it now. @throws Error when it is not listed */
export function jobNow(lab: Lab, { kind, id }: Pick<JobSnapshot, 'kind' | 'id'>): JobSnapshot {
  const job = snapshotOf(lab).jobs.find((each) => each.kind === kind && each.id === id);
  if (job === undefined) throw new Error(`there is no ${kind} job ${String(id)}`);
  return job;
}

/** Runs a line that begins a job, which has to return at once. @returns the job as it began, and what the line said */
export function beginJob(lab: Lab, line: string): { job: JobSnapshot; output: string } {
  const known = new Set(snapshotOf(lab).jobs.map(({ kind, id }) => `${kind} ${String(id)}`));
  const atMs = nowMs(lab);
  const { exitCode, output, changed } = runLine(lab, line);
  assert.equal(exitCode, 0, `${line}: ${output}`);
  assert.equal(changed, true, line);
  assert.equal(nowMs(lab), atMs, `${line} takes no time itself`);
  const begun = snapshotOf(lab).jobs.filter(({ kind, id }) => !known.has(`${kind} ${String(id)}`));
  assert.equal(begun.length, 1, `${line} begins one job`);
  const [job] = begun;
  if (job === undefined) throw new Error('unreachable');
  return { job, output };
}

/** Runs a line that begins a job, and the job to its end, whichever that is. */
export function runJob(lab: Lab, line: string): JobSnapshot {
  return endJob(lab, beginJob(lab, line).job);
}

/** Lets a job come to its end, whichever that is. */
export function endJob(lab: Lab, job: Pick<JobSnapshot, 'kind' | 'id'>): JobSnapshot {
  advanceUntil(lab, JOB_MS_MAX, () => jobNow(lab, job).state !== 'Running');
  return jobNow(lab, job);
}

/** A line is refused with a text, and nothing at all is otherwise than before. @returns the text */
export function assertRefused(lab: Lab, line: string): string {
  const before = [digestOf(lab), keptLines(lab).length, snapshotOf(lab)];
  const { exitCode, output, changed } = runLine(lab, line);
  assert.ok(exitCode !== 0 && exitCode !== NOT_THERE, `${line}: ${String(exitCode)} ${output}`);
  assert.notEqual(output.trim(), '', `${line} is refused without a word`);
  assert.equal(changed, false, line);
  assert.deepEqual([digestOf(lab), keptLines(lab).length, snapshotOf(lab)], before, line);
  return output;
}
