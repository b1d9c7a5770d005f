import { advance, execute, setFuture, type Lab } from '../../workers/core/lab.ts';
import type { KnownRun } from './known-digests.ts';

/** How far each advance goes: its n-th step, virtual ms. */
export type Steps = (index: number) => number;

export const ONE_STEP: Steps = () => Infinity;

/** Steps of one length. */
export function stepsOf(ms: number): Steps {
  return () => ms;
}

/** Steps of 1 … `maxMs`, the same ones for the same seed. */
export function unevenSteps(seed: number, maxMs: number): Steps {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + ((state >>> 8) % maxMs);
  };
}

/** Enters each line at its moment, as a person does, and runs to the end. */
export function playLive(lab: Lab, { lines, endMs }: KnownRun, steps: Steps): void {
  const walk = walker(lab, steps);
  for (const [atMs, node, line] of lines) {
    walk(atMs);
    const { kind, changed } = { changed: false, ...execute(lab, line, node) };
    if (kind === 'engine' || !changed) throw new Error(`"${line}" changed nothing`);
  }
  walk(endMs);
}

/** Gives the lab all its lines beforehand, as opening a run does, and runs to the end. */
export function playReplayed(lab: Lab, { lines, endMs }: KnownRun, steps: Steps): void {
  setFuture(lab, lines);
  walker(lab, steps)(endMs);
}

function walker(lab: Lab, steps: Steps): (toMs: number) => void {
  let atMs = 0;
  let index = 0;
  return (toMs) => {
    // A line's own moment is run to its end even where no time passes.
    if (atMs === toMs) advance(lab, toMs);
    while (atMs < toMs) {
      atMs = Math.min(toMs, atMs + steps(index++));
      advance(lab, atMs);
    }
  };
}

/** The paces at which the same run must come out the same. */
export const PACES: readonly (readonly [name: string, steps: Steps])[] = [
  ['in one step', ONE_STEP],
  ['1 ms at a time', stepsOf(1)],
  ['16 ms at a time', stepsOf(16)],
  ['250 ms at a time', stepsOf(250)],
  ['in uneven steps', unevenSteps(1, 900)],
  ['in other uneven steps', unevenSteps(2, 7000)],
];
