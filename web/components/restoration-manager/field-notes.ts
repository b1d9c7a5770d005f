import type { FieldNotes } from '../console-dialog/dialog-spec.ts';

/** What the fields of a restoration are for. */
export const RESTORATION_NOTES: FieldNotes = {
  OriginalSource: 'Where the data came from before the failover.',
  RestoreFrom: 'The node that stood in: it has the newer data.',
  ReplicationSet: 'Which files are sent back.',
  RestoreTo: 'Where they go: the node that owns the disk now.',
  DriveFrom: 'Letter of the disk that is read.',
  DriveTo: 'Letter of the disk that is written.',
  overwrite: 'Always is right for a database. By date alone, old and new files would be mixed.',
  checksum: 'Both sides are compared, and only what differs travels.',
  backup: 'Takes the set as the target knows it; off, as the source has it now.',
  writeback: 'Writes the set back to the source as well.',
  orphans:
    'What stands only at the destination: made there, or deleted meanwhile on the side that stood in.',
};
