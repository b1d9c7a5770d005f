import type { Reason } from './alarm-rule.ts';
import { ancestorsOf } from './chain.ts';
import { begins, latestLine, missing, setBy } from './typed-lines.ts';
import type { Connection, World } from '../world.ts';

/** Whether a service made this connection by itself when it started. */
export function isReconnected(world: World, { openEvent }: Connection): boolean {
  return ancestorsOf(world, openEvent).some(({ text }) => text.endsWith(' by itself'));
}

/** The setting that let a service make this connection by itself; null when somebody else made it. */
export function whyReconnected(world: World, connection: Connection): Reason | null {
  if (!isReconnected(world, connection)) return null;
  const { source } = connection;
  const what = `Automatically Reconnect During Source Initialization is on at ${source.name}: it connects again by itself`;
  const cites = ['M5', source.clusterId === 'first' ? 'DTA-2d' : 'DTB-2d'];
  const line = latestLine(
    world,
    (each) =>
      each.node === source.name && begins(each, 'dt', 'set') && each.words[2] === 'autoreconnect',
  );
  return line === null ? missing(what, ...cites) : setBy(line, what, ...cites);
}
