import type { MenuChoice } from '../console-menu/console-menu.ts';

/** Consoles that can stand beside the stage. */
export type ConsoleName = 'cluster-administrator';

/** The consoles as the bar's menu lists them. */
export const CONSOLES: readonly MenuChoice[] = [
  { id: 'cluster-administrator' satisfies ConsoleName, words: 'Cluster Administrator', line: null },
];
