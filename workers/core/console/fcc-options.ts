import { foldCase } from '../text.ts';
import { parseWhole } from '../units.ts';

/** Options of a monitored source, as far as a line names them. */
export interface MonitorOptions {
  intervalMs?: number;
  missed?: number;
  trigger?: 'all' | 'one';
  items?: string[];
  shr?: boolean;
  manual?: boolean;
  active?: boolean;
}

const ITEMS = ['ip', 'name', 'shares'];

/** Understands `interval S`, `missed N`, `trigger all|one`, `items LIST|none`, `shr|manual|active on|off`. */
export function parseMonitorOptions(
  words: readonly string[],
): MonitorOptions | { readonly problem: string } {
  const options: MonitorOptions = {};
  for (let index = 0; index < words.length; index += 2) {
    const problem = takeOption(
      options,
      foldCase(words[index] ?? ''),
      foldCase(words[index + 1] ?? ''),
    );
    if (problem !== null) return { problem };
  }
  return options;
}

function takeOption(options: MonitorOptions, name: string, value: string): string | null {
  switch (name) {
    case 'interval': {
      const seconds = parseWhole(value, 1, 3600);
      if (seconds === null) return `interval takes seconds from 1 to 3600, not "${value}".`;
      options.intervalMs = seconds * 1000;
      return null;
    }
    case 'missed': {
      const missed = parseWhole(value, 1, 100);
      if (missed === null) return `missed takes a whole number from 1 to 100, not "${value}".`;
      options.missed = missed;
      return null;
    }
    case 'trigger':
      if (value !== 'all' && value !== 'one') return `trigger takes all or one, not "${value}".`;
      options.trigger = value;
      return null;
    case 'items': {
      const items = value === 'none' ? [] : value.split(',');
      const wrong = items.find((item) => !ITEMS.includes(item));
      if (wrong !== undefined)
        return `items takes none or a list of ${ITEMS.join(', ')}, not "${wrong}".`;
      options.items = ITEMS.filter((item) => items.includes(item));
      return null;
    }
    case 'shr':
    case 'manual':
    case 'active':
      if (value !== 'on' && value !== 'off') return `${name} takes on or off, not "${value}".`;
      options[name] = value === 'on';
      return null;
    default:
      return `"${name}" is not understood; expected interval, missed, trigger, items, shr, manual or active.`;
  }
}
