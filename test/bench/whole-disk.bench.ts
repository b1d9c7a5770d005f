/** The largest disk: mirrored, stored, opened again, verified. */
export { wholeDiskRows as run } from '../../workers/benchmark/whole-disk-rows.ts';
