import { isConnection, ownConnection } from './dt-connection.ts';
import { done, refuse, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { runningJob } from '../replication/jobs.ts';
import { startVerification } from '../replication/verification.ts';
import { foldCase } from '../text.ts';

/** `dt verify ID [remirror] [newer] [checksum]`: only while no mirror runs. */
export function verify(context: LineContext): Outcome {
  const [id, ...options] = context.words;
  const connection = ownConnection(context, id);
  if (!isConnection(connection)) return connection;
  const wishes = options.map(foldCase);
  const wrong = options.find((_, index) => {
    const wish = wishes[index] ?? '';
    return !['remirror', 'newer', 'checksum'].includes(wish) || wishes.indexOf(wish) !== index;
  });
  if (wrong !== undefined) return unexpected(wrong, 'remirror, newer or checksum, each once');
  const name = `connection ${String(connection.id)}`;
  if (connection.mirror !== null)
    return refuse(87, `A mirror of ${name} is under way; it can be verified when that has ended.`);
  const running = runningJob(context.world, connection);
  if (running !== null)
    return refuse(87, `Verification ${String(running.id)} of ${name} is under way.`);
  context.begin();
  const job = startVerification(context.world, connection, {
    remirrors: wishes.includes('remirror'),
    isNewerOnly: wishes.includes('newer'),
    checksum: wishes.includes('checksum'),
  });
  return done(`Verification ${String(job.id)} of ${connection.replicationSet} started.`);
}
