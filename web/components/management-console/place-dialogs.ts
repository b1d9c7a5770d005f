import type { Snapshot } from '../../../workers/api.ts';
import { type DialogSpec, type FieldValues, textIn } from '../console-dialog/dialog-spec.ts';
import { visiblePaths } from './file-tree.ts';
import { requirementsDialog } from './requirements-dialog.ts';
import { scriptDialog } from './script-dialog.ts';
import { installDialog, newSetDialog } from './server-dialogs.ts';
import type { Place } from './servers.ts';
import { addRuleDialog, connectDialog, deleteSetDialog, renameSetDialog } from './set-dialogs.ts';

/** A dialog about a place, and where it leads when it is done. */
export interface PlaceDialog {
  readonly spec: (key: string, snapshot: Snapshot) => DialogSpec;
  /** Null stays where it was opened. */
  readonly leadsTo: (values: FieldValues) => Place | null;
}

/** The dialog that an entry of a menu opens, by the entry's id; null when it opens none of these. */
export function placeDialog(id: string, place: Place): PlaceDialog | null {
  const { node } = place;
  const stay = (): null => null;
  const toSet = (values: FieldValues): Place => ({
    node,
    kind: 'set',
    name: textIn(values, 'name'),
  });
  switch (id) {
    case 'install':
      return { spec: (key) => installDialog(key, node), leadsTo: stay };
    case 'requirements':
      return { spec: (key, now) => requirementsDialog(key, now, node), leadsTo: stay };
    case 'new-script':
      return { spec: (key, now) => scriptDialog(key, now, node, null), leadsTo: stay };
    case 'new-set':
      return { spec: (key, now) => newSetDialog(key, node, now), leadsTo: toSet };
    case 'add-rule':
      return { spec: (key, now) => addRuleDialog(key, place, pathsFor(now, place)), leadsTo: stay };
    case 'rename':
      return { spec: (key) => renameSetDialog(key, place), leadsTo: toSet };
    case 'delete':
      return { spec: (key) => deleteSetDialog(key, place), leadsTo: stay };
    case 'connect':
      return {
        spec: (key, now) => connectDialog(key, place, now),
        leadsTo: () => ({ node, kind: 'connections', name: '' }),
      };
    default:
      return null;
  }
}

/** Paths offered for a rule: those of sets of the same name elsewhere, then what this node can see. */
function pathsFor(snapshot: Snapshot, { node, name }: Place): string[] {
  const twins = Object.values(snapshot.services).flatMap(({ replicationSets }) =>
    replicationSets.filter((set) => set.name === name).flatMap(({ rules }) => rules),
  );
  return [...new Set([...twins.map(({ path }) => path), ...visiblePaths(snapshot, node)])];
}
