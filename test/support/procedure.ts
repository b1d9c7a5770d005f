import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { snapshotOf, type Lab } from '../../workers/core/lab.ts';
import type {
  ClusterId,
  GroupSnapshot,
  ResourceSnapshot,
  Snapshot,
} from '../../workers/core/snapshot.ts';
import { openLab, play } from './run-lines.ts';

/** One step of the procedure, with the lines that carry it out; none for a look or a click. */
export interface ProcedureStep {
  readonly id: string;
  readonly lines: readonly string[];
}

/** A predicate of a step over the state that the lab shows. */
export type StepCheck = (snapshot: Snapshot) => boolean;

/** Steps that are carried out together, each with its check; null where the step has no state of its own. */
export interface Dialog {
  readonly steps: Readonly<Record<string, StepCheck | null>>;
  /** Lines that make the checks false where the procedure itself has left nothing to do. */
  readonly undone?: readonly string[];
}

const STEP_COMMENT = /^# ((?:R|VS|DTA|RS|SC|VB|DTB|SCR|ON|MON|FB)-?\d+[a-z]?) /;

/** Steps of the whole procedure in their order, as `whole-procedure.lab.txt` has them. */
export function procedureSteps(): ProcedureStep[] {
  const url = new URL('../procedure/whole-procedure.lab.txt', import.meta.url);
  const steps: { id: string; lines: string[] }[] = [];
  for (const text of readFileSync(url, 'utf8').split('\n')) {
    const [, id] = STEP_COMMENT.exec(text) ?? [];
    if (id !== undefined) steps.push({ id, lines: [] });
    else if (text.trim() !== '' && !text.startsWith('#')) steps[steps.length - 1]?.lines.push(text);
  }
  return steps;
}

/** A lab in which every step before this one is done; 4 MiB disks. */
export function openBefore(id: string): Lab {
  const lab = openLab({ scenario: 'bare', diskMiB: 4 });
  const steps = procedureSteps();
  const index = steps.findIndex((step) => step.id === id);
  assert.ok(index >= 0, `the procedure has a step ${id}`);
  for (const step of steps.slice(0, index)) play(lab, ...step.lines);
  return lab;
}

/** Tests that the lines of each dialog make its checks true, which were false before. */
export function proveChapter(title: string, dialogs: readonly Dialog[]): void {
  const [first] = dialogs.flatMap(({ steps }) => Object.keys(steps));
  describe(title, () => {
    const lab = openBefore(first ?? '');
    for (const { steps, undone } of dialogs) {
      const ids = Object.keys(steps);
      const checks = Object.entries(steps).filter((entry): entry is [string, StepCheck] => {
        return entry[1] !== null;
      });
      const name =
        checks.length > 0
          ? `${checks.map(([id]) => id).join(', ')}: not so before, so after the lines of ${rangeOf(ids)}`
          : `${rangeOf(ids)}: no state of its own`;
      it(name, () => {
        play(lab, ...(undone ?? []));
        const before = snapshotOf(lab);
        for (const [id, check] of checks) assert.equal(check(before), false, `${id} before`);
        play(lab, ...ids.flatMap(linesOf));
        const after = snapshotOf(lab);
        for (const [id, check] of checks) assert.equal(check(after), true, `${id} after`);
        if (checks.length === 0) assert.deepEqual(after, before);
      });
    }
  });
}

/** The lines of one step. */
export function linesOf(id: string): readonly string[] {
  const step = procedureSteps().find((each) => each.id === id);
  assert.ok(step !== undefined, `the procedure has a step ${id}`);
  return step.lines;
}

/** The application's group on one cluster. */
export function groupOf(snapshot: Snapshot, cluster: ClusterId): GroupSnapshot | undefined {
  return snapshot.clusters[cluster].groups.find(({ name }) => name === 'Application');
}

/** A resource of the application's group. */
export function resourceOf(
  snapshot: Snapshot,
  cluster: ClusterId,
  name: string,
): ResourceSnapshot | undefined {
  return groupOf(snapshot, cluster)?.resources.find((each) => each.name === name);
}

/** Names of what is Online in the application's group. */
export function onlineNames(snapshot: Snapshot, cluster: ClusterId): string[] {
  const resources = groupOf(snapshot, cluster)?.resources ?? [];
  return resources.filter(({ state }) => state === 'Online').map(({ name }) => name);
}

/** Whether the application's group is there and everything in it is Offline. */
export function isAllOffline(snapshot: Snapshot, cluster: ClusterId): boolean {
  const group = groupOf(snapshot, cluster);
  return group?.resources.every(({ state }) => state === 'Offline') ?? false;
}

function rangeOf(ids: readonly string[]): string {
  return ids.length === 1 ? String(ids[0]) : `${String(ids[0])} … ${String(ids.at(-1))}`;
}
