import type { FieldNotes } from '../console-dialog/dialog-spec.ts';

/** What the installer’s question is about. */
export const INSTALL_NOTES: FieldNotes = {
  applications:
    'Databases change inside files whose size and date stay the same. For them mirrors compare every file block by block.',
};

/** What the settings of a server do. */
export const SETTING_NOTES: FieldNotes = {
  AutoReconnect:
    'When its service starts, a source connects again as it was connected. In a cluster the Source Connection does that, on the node that owns the group.',
  AutoRemirror: 'What is sent after a connection was made again by itself.',
  AutoRemirrorRetry: 'Seconds until the next attempt.',
  QmemoryBufferMax: 'Changes that the target has not taken yet wait here.',
  QJournalSpaceMax:
    'What no longer fits into memory waits here. When this is full too, the connection ends and the queue is thrown away.',
  QJournalFreeSpaceMin: 'The disk queue leaves so much of its disk alone.',
  QJournalFileSize: 'The disk queue is cut into files of this size.',
  QueueSizeAlertThreshold: 'An alarm stands while the queue is fuller than this.',
  BlockChecksumAll:
    'Off, a file of the same size and time counts as equal, whatever it holds; on, every file is compared.',
  IgnoreDeleteOperations: 'What is deleted on the source stays on the target.',
  MirrorChunkSize: 'A mirror reads and sends pieces of this size.',
  MirrorQueueLimit: 'A mirror waits while so many of its pieces are on their way.',
  MinCompressionFileSize: 'Smaller files are sent as they are.',
  MirrorOverwrite: 'What a mirror does with a file that the target has already.',
  MoveOrphanedFiles: 'What becomes of files on the target that the source has not.',
};

/** What the fields of a replication set, its rules and its connection are for. */
export const SET_NOTES: FieldNotes = {
  name: 'Capitals count. In a cluster the set exists on both nodes under the very same name.',
  path: 'Drive, folders, and a file if one is meant; * and ? stand for other characters. It need not exist here.',
  type: 'A file is in the set when a rule includes it and none excludes it.',
  recurse: 'The rule holds for all folders below, too.',
  set: 'The set whose files are sent.',
  address: 'An address that is answered on the target, where Double-Take runs.',
  mirror: 'Checksums find what differs; size and time alone miss a block changed in place.',
  newer: 'Leaves alone what is newer on the target. For databases that mixes two states.',
};

/** What the fields of an open connection are for. */
export const CONNECTION_NOTES: FieldNotes = {
  ...SET_NOTES,
  remirror: 'Sends what differs; without it the verification only reports.',
  checksum: 'Compares block by block instead of size and time.',
  kind: 'Holds for all connections to this address. Commands are not held back.',
  kbps: 'Thousands of bits a second.',
  from: 'Time of day on the source, HH:MM.',
  to: 'Time of day on the source, HH:MM.',
  mode: 'Files on the target that are not in the set. What a rule excludes is none of them.',
};

/** What a script editor’s fields are for. */
export const SCRIPT_NOTES: FieldNotes = {
  path: 'A path ending in .bat on a disk that this node owns. Only the owner of the disk can run it.',
  'line-1': 'One command a line. The exit code of the last is that of the script.',
};
