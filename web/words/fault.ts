const CLUSTER_NAMES: Readonly<Record<string, string>> = { first: 'CLUS-A', second: 'CLUS-B' };

type Wording = readonly [pattern: RegExp, say: (match: RegExpExecArray) => string];

const WORDINGS: readonly Wording[] = [
  [/^fault site (first|second) off$/, (found) => `${clusterName(found[1])} without power`],
  [/^fault site (first|second) on$/, (found) => `${clusterName(found[1])} has power again`],
  [/^fault power (\S+) off$/, (found) => `${found[1] ?? ''} without power`],
  [/^fault power (\S+) on$/, (found) => `${found[1] ?? ''} has power again`],
  [/^fault link replication cut$/, () => 'Link between the sites cut'],
  [/^fault link replication restore$/, () => 'Link between the sites restored'],
  [/^fault link replication rate (\d+)$/, (found) => `Link at ${found[1] ?? ''} kbit/s`],
  [/^fault link replication latency (\d+)$/, (found) => `Link ${found[1] ?? ''} ms one way`],
  [/^fault link replication loss (\d+)$/, (found) => `Link loses ${found[1] ?? ''} %`],
  [/^fault network public cut$/, () => 'PUBLIC cut'],
  [/^fault monitor cut$/, () => 'Replies to monitors cut'],
  [/^fault nic (\S+) (\S+) cut$/, (found) => `${found[1] ?? ''} off ${found[2] ?? ''}`],
  [
    /^fault service (\S+) (\S+) stop$/,
    (found) =>
      `${found[2] === 'dt' ? 'Double-Take' : 'Cluster service'} stopped on ${found[1] ?? ''}`,
  ],
  [
    /^fault resource "(.+)" on (\S+)$/,
    (found) => `${found[1] ?? ''} fails its checks on ${placeName(found[2])}`,
  ],
  [
    /^fault disk (\S+) (\S+) (stall|fill)$/,
    (found) =>
      `${found[2] ?? ''} of ${placeName(found[1])} ${found[3] === 'fill' ? 'is full' : 'stalls'}`,
  ],
  [
    /^fault flip (\S+) "?([^"]+)"? (\d+) (\d+)$/,
    (found) => `A bit of ${found[2] ?? ''} flipped on ${placeName(found[1])}`,
  ],
  [
    /^fault block (\S+) (\S+) (\d+) \S+$/,
    (found) => `Block ${found[3] ?? ''} of ${found[2] ?? ''} changed on ${placeName(found[1])}`,
  ],
];

/** What a fault line means, in a few words; a line without such words is given as it is. */
export function faultWords(line: string): string {
  const plain = line.trim();
  for (const [pattern, say] of WORDINGS) {
    const found = pattern.exec(plain);
    if (found !== null) return say(found);
  }
  return plain;
}

/** A site's cluster, or the node that stands in the line. */
function placeName(place: string | undefined): string {
  return CLUSTER_NAMES[place ?? ''] ?? place ?? '';
}

function clusterName(id: string | undefined): string {
  return CLUSTER_NAMES[id ?? ''] ?? '';
}
