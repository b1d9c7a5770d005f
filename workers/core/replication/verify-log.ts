import { createFile, readFileBytes, setFileSize, writeFile } from '../storage/volume.ts';
import { utf8Encode } from '../text.ts';
import { clockText } from '../units.ts';
import type { Job, World } from '../world.ts';

/** Longest log; what is older than its second half goes when it would grow beyond. */
const LOG_BYTES_MAX = 1_048_576;

/** Where a verification writes its log, on the source node's own disk. */
function verifyLogPath(replicationSet: string): string {
  // A set may be called what no file may be called.
  return `\\Double-Take\\${replicationSet.replace(/[^\w .-]/g, '_')} DTVerify.log`;
}

/** Appends what a verification found to the set's log on the source node. */
export function writeVerifyLog(world: World, job: Job): void {
  const volume = job.from.localVolume;
  const file = createFile(volume, verifyLogPath(job.replicationSet), world.nowMs);
  const bytes = utf8Encode(`${logText(world, job).join('\n')}\n`);
  const { kernel, nowMs } = world;
  if (file.sizeBytes + bytes.length > LOG_BYTES_MAX) {
    const kept = readFileBytes(kernel, volume, file).subarray(-LOG_BYTES_MAX / 2);
    const rest = kept.slice(kept.indexOf(0x0a) + 1);
    setFileSize(kernel, volume, file, 0, nowMs);
    writeFile(kernel, volume, file, 0, rest, nowMs);
  }
  writeFile(kernel, volume, file, file.sizeBytes, bytes.subarray(0, LOG_BYTES_MAX / 2), nowMs);
}

function logText(world: World, job: Job): string[] {
  const { from, to, replicationSet, checksum, overwrite, remirrors } = job;
  const options = [
    remirrors ? 'remirror' : 'report only',
    ...(checksum ? ['block checksum'] : []),
    ...(overwrite === 'newer' ? ['only if source newer'] : []),
  ];
  return [
    `--- ${replicationSet}, ${from.name} to ${to.name}, ${clockText(world.nowMs - world.originMs)}, ${options.join(', ')}`,
    ...job.findings,
    `files compared ${String(job.comparedFiles)}, missing ${String(job.missingFiles)}, different ${String(job.differentFiles)}, remirrored ${String(job.remirroredFiles)}; bytes out of sync: ${String(job.outOfSyncBytes)}`,
  ];
}
