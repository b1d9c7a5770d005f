import type { ClusterId, Snapshot } from '../../../workers/api.ts';
import type { DialogSpec } from '../console-dialog/dialog-spec.ts';
import { applicationGroups } from '../stage/virtual-server.ts';
import { newGroupDialog } from './new-group-dialog.ts';
import { newResourceDialog } from './new-resource-dialog.ts';

/** What a wizard makes. */
export type WizardKind = 'new-group' | 'new-resource';

/** Where a wizard makes something, and how. */
interface WizardPlace {
  readonly clusterId: ClusterId;
  /** Group that a new resource is put into unless another is chosen. */
  readonly groupName: string;
  /** Whether what is left as it is is looked at. */
  readonly looks: boolean;
}

/** A wizard on one cluster; it offers what the other cluster has, since both are built alike. */
export function wizard(
  kind: WizardKind,
  key: string,
  clusters: Snapshot['clusters'],
  { clusterId, groupName, looks }: WizardPlace,
): DialogSpec {
  const cluster = clusters[clusterId];
  const other = clusters[clusterId === 'first' ? 'second' : 'first'];
  const groups = applicationGroups(other).map(({ name }) => name);
  return kind === 'new-group'
    ? newGroupDialog(key, cluster, groups, looks)
    : newResourceDialog(key, cluster, other, groupName, looks);
}
