/** Detail of the `lab-line` event: a line that a control asks the lab to run. */
export interface LabLineDetail {
  readonly line: string;
}

declare global {
  interface HTMLElementEventMap {
    'lab-line': CustomEvent<LabLineDetail>;
  }
}

/** The event by which a control asks for a line; it leaves shadow trees, the lab runs it. */
export function labLine(line: string): CustomEvent<LabLineDetail> {
  return new CustomEvent('lab-line', { detail: { line }, bubbles: true, composed: true });
}
