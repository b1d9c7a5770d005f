import type { ConsoleName } from '../../web/components/console-window/console-names.ts';
import type { Hands } from './hands.ts';
import { eventually, type ProcedureLab } from './procedure-page.ts';

/** The clients' address, and the one for Double-Take. */
export const ADDRESS = '172.16.12.35';
export const TARGET_ADDRESS = '172.16.12.47';

const CONSOLE_WORDS: Readonly<Record<ConsoleName, string>> = {
  'cluster-administrator': 'Cluster Administrator',
  'management-console': 'Management Console',
  'failover-control-center': 'Failover Control Center',
  'restoration-manager': 'Restoration Manager',
};

/** A page with somebody in front of it. */
export interface Desk {
  readonly lab: ProcedureLab;
  readonly hands: Hands;
  /** Brings a console beside the stage, unless it is there. */
  readonly console: (name: ConsoleName) => Promise<HTMLElement>;
}

/** Puts somebody in front of a page. */
export function deskOf(lab: ProcedureLab, hands: Hands): Desk {
  return {
    lab,
    hands,
    console: async (name) => {
      if (lab.consoleNamed(name) === null) await hands.pick(lab, 'Consoles', CONSOLE_WORDS[name]);
      await eventually(() => lab.consoleNamed(name) !== null);
      await lab.settled();
      const shown = lab.consoleNamed(name);
      if (shown === null) throw new Error(`${name} is not open`);
      return shown;
    },
  };
}
