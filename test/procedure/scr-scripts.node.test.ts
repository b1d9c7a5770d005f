import { groupOf, proveChapter, resourceOf } from '../support/procedure.ts';
import type { Snapshot } from '../../workers/core/snapshot.ts';

/** Text of a file on SECOND's shared disk. */
function textOf({ clusters }: Snapshot, path: string): string | null {
  const disk = clusters.second.disks.find(({ drive, node }) => drive === 'S:' && node === null);
  return disk?.files.find((file) => file.path === path)?.text ?? null;
}

/** The quoted name in the script's one line, when it is that line. */
function nameIn(text: string | null, line: RegExp): string {
  return line.exec(text ?? '')?.[1] ?? '';
}

proveChapter('8.8 scripts', [
  {
    steps: {
      'SCR-1a': null,
      'SCR-1b': (snapshot) => {
        const text = textOf(snapshot, 'S:\\postover.bat');
        return (
          nameIn(text, /^cluster group "([^"]+)" \/online\s*$/i) ===
          groupOf(snapshot, 'second')?.name
        );
      },
      'SCR-1c': (snapshot) => textOf(snapshot, 'S:\\postover.bat') !== null,
    },
  },
  {
    steps: {
      'SCR-2a': null,
      'SCR-2b': (snapshot) => {
        const text = textOf(snapshot, 'S:\\preback.bat');
        const name = nameIn(text, /^cluster resource "([^"]+)" \/offline\s*$/i);
        const clients = resourceOf(snapshot, 'first', 'IP Address for Application');
        const named = resourceOf(snapshot, 'second', name);
        return (
          named !== undefined && named.properties['Address'] === clients?.properties['Address']
        );
      },
      'SCR-2c': (snapshot) => textOf(snapshot, 'S:\\preback.bat') !== null,
    },
  },
]);
