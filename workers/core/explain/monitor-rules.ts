import { rule } from './alarm-rule.ts';
import type { AlarmRule, Finding } from './alarm-rule.ts';
import { begins, hasOption, latestEvent, latestLine, setBy } from './typed-lines.ts';
import type { TypedLine } from './typed-lines.ts';
import { coversNothing } from './covers-nothing.ts';
import type { Monitor, World } from '../world.ts';

/** A monitor is steadily green only if more replies than this may be missed. Source: domain notes 7.2. */
const BLINKING_MISSED_MAX = 4;

/** Long enough to have seen it blink, and for both monitors to act, virtual ms. */
const WATCHED_MS = 20_000;

export const MONITOR_RULES: readonly AlarmRule[] = [
  rule('blinking-yellow', blinkingYellow, { holdMs: WATCHED_MS }),
  rule('failover-waits', failoverWaits),
  rule('shares-opened', sharesOpened),
  rule('covers-nothing', coversNothing, { holdMs: WATCHED_MS }),
];

function blinkingYellow(world: World): Finding | null {
  const monitor = findMonitor(
    world,
    ({ source, checked, wasAnswered, missedInARow }) =>
      checked &&
      wasAnswered &&
      missedInARow === 0 &&
      source.state === 'Monitoring' &&
      source.missed <= BLINKING_MISSED_MAX,
  );
  return monitor === null
    ? null
    : {
        text: `the bullet of ${monitor.address} on ${monitor.node.name} turns yellow at each ping although every one is answered`,
        event: () => null,
        why: () => [
          setBy(
            optionLine(world, monitor, 'missed'),
            `only ${String(monitor.source.missed)} replies may be missed: one interval is a quarter of the time to fail, or more`,
            'M18',
          ),
        ],
      };
}

/** Time to fail is over, and somebody has to say so. */
export function failoverWaits(world: World): Finding | null {
  const monitor = findMonitor(world, ({ source }) => source.state === 'FailurePending');
  return monitor === null
    ? null
    : {
        text: `${monitor.node.name} waits for a person before it fails ${monitor.source.name} over`,
        event: () =>
          latestEvent(world, (each) => each.text.endsWith('failover waits for a person'))
            ?.sequence ?? null,
        why: () => [
          setBy(
            optionLine(world, monitor, 'manual'),
            `Manual Intervention Required is on, on ${monitor.node.name}`,
            'M19',
          ),
        ],
      };
}

function sharesOpened(world: World): Finding | null {
  const monitor = findMonitor(world, ({ source }) => source.hasOpenShares);
  return monitor === null
    ? null
    : {
        text: `${monitor.node.name} has opened shares of its own beside the cluster's`,
        event: () =>
          latestEvent(world, (each) => each.text.includes('opens the shares'))?.sequence ?? null,
        why: () => [
          setBy(
            optionLine(world, monitor, 'shr'),
            'Use .SHR Share Mapping File was not cleared',
            'M13',
            'ON-2i',
          ),
        ],
      };
}

/** The line that last set an option of a monitor, or added it with the default. */
function optionLine(
  world: World,
  { node }: Monitor,
  option: string,
): ReturnType<typeof latestLine> {
  const isOurs = (line: TypedLine): boolean => line.words[0] === 'fcc' && line.node === node.name;
  return latestLine(
    world,
    (line) =>
      isOurs(line) &&
      (begins(line, 'fcc', 'add') || (begins(line, 'fcc', 'set') && hasOption(line, option))),
  );
}

function findMonitor(world: World, fits: (monitor: Monitor) => boolean): Monitor | null {
  for (const node of world.nodes) {
    for (const monitor of node.monitors) if (fits(monitor)) return monitor;
  }
  return null;
}
