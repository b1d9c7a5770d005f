import { openLab, play } from './run-lines.ts';
import type { Lab } from '../../workers/core/lab.ts';

/** What a person types to bring the work home, options left out. */
export const RESTORE = '@B1 dt restore AppData source A1 from B1 to A1';

/** What was done on SECOND while it stood in, orders aside. */
const WORK_ON_SECOND = [
  '@B1 write S:\\Docs\\holidays.txt changed at 5000',
  'fill S:\\Docs\\new.bin 9000 4',
  'write S:\\Docs\\empty.txt ""',
  'truncate S:\\Docs\\staff.mdb 5000',
  'attrib S:\\Docs\\suppliers.mdb +r +h',
  'cacls S:\\Docs\\handbook.doc "clerks:R"',
  'write S:\\New\\Folder\\plan.txt later',
] as const;

/** A file that SECOND deleted meanwhile, and one that it renamed: FIRST has both still, under their old paths. */
export const GONE_ON_SECOND = ['S:\\Docs\\floor-plan.bmp', 'S:\\Docs\\price-list.xls'] as const;
export const DELETIONS = [
  `@B1 del ${GONE_ON_SECOND[0]}`,
  `move ${GONE_ON_SECOND[1]} S:\\Docs\\prices.xls`,
] as const;

/** FIRST is back with disk and address, SECOND quiet after its work; nothing is restored yet. 4 MiB disks. */
export function stoodIn(...lines: readonly string[]): Lab {
  const lab = openLab({ scenario: 'returned', diskMiB: 4 });
  play(lab, ...WORK_ON_SECOND, ...lines);
  return lab;
}
