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

/** Lists a job, and lets go of the oldest that have ended once there are more than anybody is shown. */
export function listJob(world: World, job: Job): void {
  const { jobs } = world;
  jobs.push(job);
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
