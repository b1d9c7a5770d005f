import type { LabDesk } from '../../web/components/lab-desk/lab-desk.ts';
import type { FakedLab } from './faked-lab.ts';

/** Waits until everything inside has been drawn. */
export async function settled(lab: FakedLab): Promise<void> {
  await lab.updateComplete;
  await desk(lab).updateComplete;
  for (const element of desk(lab).renderRoot.querySelectorAll<LabDesk>('*')) {
    await element.updateComplete;
  }
}

export function desk(lab: FakedLab): LabDesk {
  return lab.renderRoot.querySelector('lab-desk') as LabDesk;
}
