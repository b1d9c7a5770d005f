import type { BlockCounts } from '../../charts/block-map/block-map.layout.ts';
import type { ClusterId, ClusterSnapshot, DiskSnapshot, Snapshot } from '../../../workers/api.ts';
import { bytesText } from '../../words/amounts.ts';
import { orderRangesText } from '../../words/order-ranges.ts';
import { crossing, stillLost } from '../data-wire/traffic.ts';
import { applicationGroups, clusterOf, property } from '../stage/virtual-server.ts';

/** The disk that the stage shows of a cluster: the application's, else the shared one that is no quorum. */
export function stageDisk(cluster: ClusterSnapshot): DiskSnapshot | null {
  const drives = (groups: readonly ClusterSnapshot['groups'][number][]): (string | null)[] =>
    groups
      .flatMap((group) => group.resources)
      .filter((resource) => resource.type === 'Physical Disk')
      .map((resource) => property(resource, 'Drive'));
  const application = applicationGroups(cluster);
  const wanted = drives(application);
  const quorum = drives(cluster.groups.filter((group) => !application.includes(group)));
  const shared = cluster.disks.filter((disk) => disk.node === null);
  return (
    shared.find((disk) => wanted.includes(disk.drive)) ??
    shared.find((disk) => !quorum.includes(disk.drive)) ??
    null
  );
}

/** Replication set and size of the disk: `AppData, 640 blocks`. */
export function setWords(
  snapshot: Snapshot,
  disk: DiskSnapshot,
  blocks: Uint8Array | null,
): string {
  const size =
    blocks === null || blocks.length === 0
      ? bytesText(disk.sizeBytes)
      : `${String(blocks.length)} blocks`;
  const set = crossing(snapshot)?.replicationSet ?? savedSet(snapshot);
  return set === null ? size : `${set}, ${size}`;
}

function savedSet(snapshot: Snapshot): string | null {
  const sets = Object.values(snapshot.services).flatMap((service) => service.replicationSets);
  return sets[0]?.name ?? null;
}

/** What the foot of a disk card says, with the mark that goes with it. */
export interface DiskSentence {
  readonly mark: 'ok' | 'differs' | 'copied' | 'failed' | 'empty';
  readonly words: string;
}

/** One sentence about a disk, or two while blocks are being copied. */
export function diskSentences(
  snapshot: Snapshot,
  id: ClusterId,
  disk: DiskSnapshot,
  counts: BlockCounts | null,
): readonly DiskSentence[] {
  const lost = stillLost(snapshot);
  if (id === 'first' && lost.length > 0) {
    const words =
      lost.length <= 40 ? `orders ${orderRangesText(lost)}` : `${String(lost.length)} orders`;
    return [{ mark: 'differs', words: `${words} only here` }];
  }
  const restore = snapshot.jobs.find((job) => job.kind === 'restore' && job.state === 'Running');
  if (restore && counts) {
    if (clusterOf(snapshot, restore.from) === id) return [{ mark: 'ok', words: 'being read' }];
    return [
      { mark: 'copied', words: `${String(counts.copied)} copied` },
      { mark: 'differs', words: `${String(counts.differs)} to go` },
    ];
  }
  return [restingSentence(snapshot, id, disk, counts)];
}

function restingSentence(
  snapshot: Snapshot,
  id: ClusterId,
  disk: DiskSnapshot,
  counts: BlockCounts | null,
): DiskSentence {
  const connection = crossing(snapshot);
  const source = connection ? clusterOf(snapshot, connection.source) : null;
  const isTarget = source !== null && source !== id;
  if (isTarget && connection?.dataState === 'Bad') {
    return { mark: 'failed', words: 'data state Bad' };
  }
  if (disk.files.length === 0 && disk.usedBytes === 0) {
    return { mark: 'empty', words: `empty, ${bytesText(disk.sizeBytes)}` };
  }
  if (counts === null || counts.equal + counts.copied + counts.differs === 0) {
    const used = `${bytesText(disk.usedBytes)} of ${bytesText(disk.sizeBytes)} used`;
    return { mark: 'ok', words: used };
  }
  if (counts.differs === 0) return { mark: 'ok', words: 'equal on both disks' };
  const blocks = blocksWords(counts.differs);
  if (isTarget) return { mark: 'differs', words: `${blocks} behind` };
  if (snapshot.clients.servedBy === id) return { mark: 'ok', words: 'takes orders' };
  return { mark: 'differs', words: `${blocks} ${source === id ? 'only here' : 'differ'}` };
}

function blocksWords(count: number): string {
  return count === 1 ? '1 block' : `${String(count)} blocks`;
}
