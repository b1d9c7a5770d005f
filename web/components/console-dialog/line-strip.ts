import { html, type TemplateResult } from 'lit';

import '../console-lines/console-lines.ts';
import type { DialogCourse } from './dialog-course.ts';
import type { DialogSpec, FieldValues } from './dialog-spec.ts';

/** The lines that a dialog will run, or ran, and what has become of each. */
export function lineStrip(
  spec: DialogSpec,
  values: FieldValues,
  course: DialogCourse,
): TemplateResult {
  const lines = course
    .plan(spec, values)
    .map(({ line }) => ({ line, progress: course.progressOf(line) }));
  const words = lines.length === 1 ? 'Line that' : 'Lines that';
  const hasRun = course.answer !== null;
  return html`<lab-console-lines
    heading=${hasRun ? `${words} ran` : `${words} will run with ${spec.accept}`}
    node=${spec.node}
    .lines=${lines}
    empty="Nothing is changed yet."
  ></lab-console-lines>`;
}
