import type { MenuChoice } from '../console-menu/console-menu.ts';

/** Consoles that can stand beside the stage. */
export type ConsoleName =
  | 'cluster-administrator'
  | 'management-console'
  | 'restoration-manager'
  | 'failover-control-center';

/** The consoles as the bar's menu lists them. */
export const CONSOLES: readonly MenuChoice[] = [
  entry('cluster-administrator', 'Cluster Administrator'),
  entry('management-console', 'Management Console'),
  entry('failover-control-center', 'Failover Control Center'),
  entry('restoration-manager', 'Restoration Manager'),
];

function entry(id: ConsoleName, words: string): MenuChoice {
  return { id, words, line: null };
}
