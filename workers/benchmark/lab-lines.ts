/** The lines by which labs are brought to work at their limit. */

/** The file that is mirrored: nearly all of the disk. */
export const BIG_FILE = 'S:\\big.bin';

/** Forgets the target's copy, so that a mirror has to make all of it. */
export const REMOVE_TWIN_LINE = `@B1 del ${BIG_FILE}`;
/** Mirrors everything. */
export const MIRROR_LINE = '@A1 dt mirror start 1 full';

/** A link that holds nothing back, and a queue that takes a whole disk. */
export function fastLinkLines(): string[] {
  return [
    '@A1 fault link replication rate 10000000',
    'fault link replication latency 0',
    'dt set QmemoryBufferMax 1000000',
    'dt set QJournalSpaceMax none',
  ];
}

/** Fills the file with bytes that depend on a seed number alone. */
export function fillLine(sizeBytes: number): string {
  return `@A1 fill ${BIG_FILE} ${String(sizeBytes)} 7`;
}
