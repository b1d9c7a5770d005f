import { report } from '../happen.ts';
import type { Connection, Job, World } from '../world.ts';

/** The verification or restoration that runs over a connection. */
export function runningJob(world: World, connection: Connection): Job | null {
  return world.jobs.find((job) => job.connection === connection && job.state === 'Running') ?? null;
}

/** The next job's id; ids count over all nodes, since any node may stop a job. */
export function nextJobId(world: World): number {
  return world.jobs.length + 1;
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
