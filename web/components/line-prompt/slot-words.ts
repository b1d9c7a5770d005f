/** Values that nothing offers, in words: how each is written. */
const VALUES: Readonly<Record<string, string>> = {
  kbps: 'a number of kbit/s',
  ms: 'a number of milliseconds',
  percent: 'a whole per cent, 0 to 100',
  rate: 'orders a second, 0 to 5000',
  last: 'a number: how many of the last',
  size: 'a number of bytes',
  seed: 'a number that the bytes are made from',
  block: 'the number of a block of the file, from 0',
  bit: 'the number of a bit',
  text: 'a text, in quotes where it holds blanks',
  value: 'a value',
  cel: 'a condition in quotes',
  time: 'a time: 250ms, 30s, 5m or 2h',
  clock: 'a time of day: 22:00',
  'new-name': 'a new name',
};

/** Names of the lab, in words, for when there is none of them. */
const NAMES: Readonly<Record<string, string>> = {
  connection: 'the number of a connection that begins on this node',
  monitored: 'an address that is monitored',
  set: 'a replication set of this node',
  setting: 'a setting of the Double-Take service on this node',
  alarm: 'the code of an alarm',
  fault: 'the number of a fault',
  path: 'a path on a disk that this node can see',
};

/** Slots whose name says less than the word that the forms of a line are written with. */
const FORMS: Readonly<Record<string, string>> = {
  own: 'NODE',
  site: 'first|second',
  'any-resource': 'RESOURCE',
  connection: 'ID',
  monitored: 'ADDRESS',
  'new-name': 'NAME',
  duration: 'NAME',
  cel: '"CEL"',
  clock: 'HH:MM',
  cluster: '/cluster:NAME',
};

/** What is to be typed at slots for which nothing is offered; null when there is nothing to say. */
export function slotWords(slots: readonly string[]): string | null {
  for (const slot of slots) {
    const value = VALUES[slot];
    if (value !== undefined) return `Type ${value}.`;
    const name = NAMES[slot];
    if (name !== undefined) return `Here belongs ${name}; there is none now.`;
  }
  return null;
}

/** A slot as the form of a line shows it: `NODE`. */
export function slotForm(slot: string): string {
  return FORMS[slot] ?? slot.toUpperCase();
}
