import { expect } from '@open-wc/testing';

import { procedureLines, type RanLine } from '../support/console-lab.ts';
import type { Hands } from '../support/hands.ts';
import { keyboardHands } from '../support/keyboard-hands.ts';
import { pointerHands } from '../support/pointer-hands.ts';
import {
  type Course,
  courseOf,
  digestAt,
  openProcedure,
  type ProcedureLab,
} from '../support/procedure-page.ts';
import { doWholeProcedure } from '../support/whole-procedure.ts';

/** Ends a run that hangs; it is no measure of speed. */
const HANGS_AFTER_MS = 240_000;

/** The page after the whole procedure. */
async function done(course: Course, handsOn: (lab: ProcedureLab) => Hands): Promise<ProcedureLab> {
  const lab = await openProcedure(course);
  await doWholeProcedure(lab, handsOn(lab));
  return lab;
}

/** Lines at the moments at which the file has them. */
function atItsTimes(course: Course, ran: readonly RanLine[]): [number, RanLine][] {
  return ran.map((each, index) => [course.lines[index]?.startMs ?? course.endMs, each]);
}

describe('the whole procedure on the page', () => {
  let course: Course;

  before(async () => {
    course = courseOf(await procedureLines('R1', 'FB-14'));
  });

  for (const [way, handsOn] of [
    ['by pointer', pointerHands],
    ['by keyboard alone', keyboardHands],
  ] as const) {
    it(`writes ${way} the lines of the file in their order, and ends as the file does`, async function () {
      this.timeout(HANGS_AFTER_MS);
      const lab = await done(course, handsOn);
      expect(lab.written).to.deep.equal(course.lines.map(({ text }) => text));
      const nodes = course.lines.map(({ ran: [node] }) => node);
      const written = lab.ran.map(([, line], index): RanLine => [nodes[index] ?? '', line]);
      expect(digestAt(atItsTimes(course, written), course.endMs)).to.equal(course.digest);
      expect(await lab.digest()).to.equal(digestAt(atItsTimes(course, lab.ran), course.endMs));
    });
  }
});
