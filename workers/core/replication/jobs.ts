import { report } from '../happen.ts';
import { LISTED_JOBS_MAX } from '../snapshot.ts';
import type { Connection, Job, World } from '../world.ts';

/** The verification or restoration that runs over a connection. */
export function runningJob(world: World, connection: Connection): Job | null {
  return world.jobs.find((job) => job.connection === connection && job.state === 'Running') ?? null;
}

/** The next job's id; ids count over all nodes, since any node may stop a job. */
export function nextJobId(world: World): number {
  return (world.jobs.at(-1)?.id ?? 0) + 1;
}

/** What is asked of a job; the rest is what comes of it. */
type JobOrder = Pick<
  Job,
  | 'id'
  | 'kind'
  | 'node'
  | 'replicationSet'
  | 'from'
  | 'to'
  | 'map'
  | 'overwrite'
  | 'checksum'
  | 'orphans'
  | 'remirrors'
  | 'connection'
>;

/** Lists a job as running. */
export function beginJob(world: World, order: JobOrder): Job {
  const job: Job = {
    ...order,
    state: 'Running',
    percent: 0,
    sentBytes: 0,
    differentFiles: 0,
    missingFiles: 0,
    outOfSyncBytes: 0,
    isAnswered: false,
    totalFiles: 0,
    comparedFiles: 0,
    remirroredFiles: 0,
    findings: [],
    outOfSync: [],
    endEvent: null,
    task: null,
  };
  world.jobs.push(job);
  forgetOldest(world);
  return job;
}

/** Lets go of the oldest that has ended once there are more than anybody is shown. */
function forgetOldest({ jobs }: World): void {
  if (jobs.length <= LISTED_JOBS_MAX) return;
  // What the latest verification found stands until it is mended.
  const verification = jobs.findLast((each) => each.kind === 'verify' && each.state === 'Done');
  const oldest = jobs.findIndex((each) => each.state !== 'Running' && each !== verification);
  if (oldest >= 0) jobs.splice(oldest, 1);
}

/** Ends a job. @param reason  `it …`, for the log */
export function endJob(
  world: World,
  job: Job,
  state: 'Done' | 'Failed' | 'Stopped',
  reason?: string,
): void {
  world.schedule.cancel(job.task);
  job.task = null;
  job.state = state;
  if (state === 'Done') job.percent = 100;
  const what = job.kind === 'verify' ? 'verification' : 'restoration';
  job.endEvent = report(
    world,
    'replication',
    job.node,
    `${what} ${String(job.id)} of ${job.replicationSet}: ${state}${reason === undefined ? '' : `, it ${reason}`}`,
  );
}
