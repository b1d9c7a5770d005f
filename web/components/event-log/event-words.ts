import type { LabEvent } from '../../../workers/api.ts';
import { faultWords } from '../../words/fault.ts';
import { systemsNamed } from '../../words/system.ts';
import type { IconName } from '../icon/icon.ts';
import type { ShapeName } from '../shape/shape.ts';

/** Mark in front of an entry: a state shape, or a mark in time, with its tone. */
export interface EventMark {
  readonly shape: ShapeName | null;
  readonly icon: IconName | null;
  readonly tone: 'ok' | 'caution' | 'failed' | 'pending' | 'off' | 'accent';
}

/** The mark of an entry, by its kind and, for states, by the state word in its text. */
export function eventMark(event: LabEvent): EventMark {
  switch (event.kind) {
    case 'line':
      return { shape: null, icon: 'line', tone: 'accent' };
    case 'script':
      return { shape: null, icon: 'line', tone: 'off' };
    case 'fault':
      return { shape: null, icon: 'bolt', tone: 'failed' };
    case 'missed':
      return { shape: 'cross', icon: null, tone: 'failed' };
    case 'alarm':
      return /^alarm \S+ is over\b/.test(event.text)
        ? { shape: 'disc', icon: null, tone: 'ok' }
        : { shape: 'triangle', icon: null, tone: 'caution' };
    case 'service':
      return serviceMark(event.text);
    default:
      return stateMark(event.text);
  }
}

/** A service that starts or stops is a state; all else that is told of it is a setting. */
function serviceMark(text: string): EventMark {
  const found = /^Double-Take (started|stopped)\b/.exec(text);
  if (found === null) return { shape: null, icon: 'setting', tone: 'off' };
  return found[1] === 'started'
    ? { shape: 'disc', icon: null, tone: 'ok' }
    : { shape: 'slash', icon: null, tone: 'off' };
}

const GOOD: EventMark = { shape: 'disc', icon: null, tone: 'ok' };
/** What goes well is said so; of what is not known, nothing is. */
const GOOD_WORDS =
  /\b(online|up|started|joined|formed|complete[ds]?|connected|good|equal|resumed|continue[ds]?|repl(y|ies|ied|ying)|restored|serves|back|mends?|mended|ended with 0|begin to order)\b/;

function stateMark(text: string): EventMark {
  const plain = text.toLowerCase();
  if (/\bcaution\b/.test(plain)) return { shape: 'triangle', icon: null, tone: 'caution' };
  if (/\bno order was lost\b/.test(plain)) return GOOD;
  if (/\bfail(ed|ing|s|over)?\b|\blost\b|\breached 0\b|\bno (node|power)\b/.test(plain)) {
    return { shape: 'square-x', icon: null, tone: 'failed' };
  }
  if (/\bdown\b|\bstopp?(ed|s)\b|\bdisconnected\b/.test(plain))
    return { shape: 'slash', icon: null, tone: 'off' };
  if (/\bpending\b|\bjoining\b/.test(plain))
    return { shape: 'dashed', icon: null, tone: 'pending' };
  if (/\boffline\b/.test(plain)) return { shape: 'hollow', icon: null, tone: 'off' };
  if (/\bpartially\b|\bpaused\b/.test(plain)) return { shape: 'half', icon: null, tone: 'pending' };
  return GOOD_WORDS.test(plain) ? GOOD : { shape: null, icon: 'setting', tone: 'off' };
}

/** Its code is for machines. */
function alarmWords(text: string): string {
  return text.replace(/^alarm \S+: /, '').replace(/^alarm \S+ is over: /, 'Over: ');
}

/**
 * An entry as its subject, which is printed strongly, and the rest.
 *
 * @param drillLines  how many kept lines, from the first on, a drill ran by itself
 */
export function eventParts(
  event: LabEvent,
  drillLines: number,
): { readonly subject: string; readonly rest: string } {
  const { text, node, kind, line } = event;
  if (kind === 'line') {
    return {
      subject: line === null ? 'Scenario' : line < drillLines ? 'Drill' : 'You',
      rest: text,
    };
  }
  if (kind === 'fault') return { subject: '', rest: faultWords(text) };
  if (kind === 'alarm') return { subject: '', rest: systemsNamed(alarmWords(text)) };
  if (node === null) return { subject: '', rest: text };
  if (!text.startsWith(node)) return { subject: node, rest: text };
  return { subject: node, rest: systemsNamed(text.slice(node.length).replace(/^:?\s*/, '')) };
}

/** An entry as it stands in the log: number, kind, place, text, and the entries that led to it. */
export function rawText({ sequence, kind, cluster, node, text, causes }: LabEvent): string {
  const place = node ?? cluster ?? '-';
  const led = causes.length === 0 ? '' : ` <- ${causes.join(',')}`;
  return `${String(sequence)} ${kind} ${place} ${text}${led}`;
}
