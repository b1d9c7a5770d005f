import type { Lab } from '../../workers/core/lab.ts';
import type { Plant } from './play-seed.ts';

/** A bug put into a fresh lab through a double of one of its parts, and the invariant that must see it. */
export interface PlantedBug {
  readonly name: string;
  readonly invariant: string;
  readonly plant: Plant;
}

/** Ways in which the lab could be wrong; each must be found. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: "a node of SECOND takes the clients' address as soon as any node is lost",
    invariant: 'I-[12]',
    plant: takeAddressEarly,
  },
  {
    name: 'nobody is told that an address has two owners',
    invariant: 'I-2',
    plant: keepQuiet,
  },
  {
    name: 'the alarm of two owners ends although both are there',
    invariant: 'I-2',
    plant: calmDown,
  },
  {
    name: 'a disk that has changed hands can still be written on the node that had it',
    invariant: 'I-3',
    plant: keepReservation,
  },
  {
    name: 'what depends on a failed resource stays online',
    invariant: 'I-4',
    plant: ignoreFailures,
  },
  {
    name: 'a monitor stops looking after its seventh look',
    invariant: 'I-5',
    plant: loseLooks,
  },
  {
    name: 'a resource that waits is never given up',
    invariant: 'I-26',
    plant: forgetDeadlines,
  },
];

function takeAddressEarly(lab: Lab): void {
  const { nodeLost } = lab.signals;
  lab.signals.nodeLost = (node) => {
    nodeLost(node);
    if (node.clusterId === 'first') lab.nodes[2]?.takenAddresses.push('172.16.12.35');
  };
}

function keepQuiet(lab: Lab): void {
  const { standing } = lab.alarms;
  standing.push = (...alarms) =>
    Array.prototype.push.apply(
      standing,
      alarms.filter(({ code }) => code !== 'two-owners'),
    );
}

/** After five looks the alarm is taken away. */
function calmDown(lab: Lab): void {
  const { standing } = lab.alarms;
  const push = standing.push.bind(standing);
  standing.push = (...alarms) => {
    if (alarms.some(({ code }) => code === 'two-owners'))
      lab.schedule.add(lab.nowMs + 5000, null, () => {
        standing.length = 0;
      });
    return push(...alarms);
  };
}

function ignoreFailures(lab: Lab): void {
  lab.signals.resourceFailed = () => undefined;
}

/** A disk whose owner never lets go: writable on both nodes, as far as the one that had it is asked. */
function keepReservation(lab: Lab): void {
  const { disks } = lab.clusters.first;
  for (const [index, disk] of disks.entries()) {
    if (disk.volume === null) continue;
    let { owner } = disk;
    disks[index] = {
      ...disk,
      get owner() {
        return owner;
      },
      set owner(next) {
        if (next !== null) owner = next;
      },
    };
  }
}

function loseLooks(lab: Lab): void {
  for (const { source } of lab.nodes.flatMap(({ monitors }) => monitors)) {
    let task = source.lookTask;
    let looks = 0;
    Object.defineProperty(source, 'lookTask', {
      get: () => task,
      set: (next: typeof task) => {
        looks += 1;
        if (looks > 7) lab.schedule.cancel(next);
        task = next;
      },
    });
  }
}

function forgetDeadlines(lab: Lab): void {
  for (const { resources } of lab.clusters.first.groups) {
    for (const resource of resources) {
      let { task } = resource;
      Object.defineProperty(resource, 'task', {
        get: () => task,
        set: (next: typeof task) => {
          // What it would do at the end of its online time never happens.
          if (next !== null && resource.state === 'Online Pending') lab.schedule.cancel(next);
          task = next;
        },
      });
    }
  }
}
