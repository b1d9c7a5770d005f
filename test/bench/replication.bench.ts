/** Replication in the core alone. */
export { replicationRows as run } from '../../workers/benchmark/replication-rows.ts';
