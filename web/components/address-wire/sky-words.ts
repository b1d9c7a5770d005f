import type { ClientsSnapshot, Snapshot } from '../../../workers/api.ts';
import { orderText } from '../../words/amounts.ts';
import { spanText } from '../../words/clock.ts';
import type { VirtualServer } from '../stage/virtual-server.ts';
import type { Plates } from './plates.ts';

/** What the clients say: whether they are served, at what rate, and the last order taken. */
export interface ClientWords {
  readonly served: boolean;
  readonly rate: string;
  readonly lastCaption: string;
  readonly last: string;
}

/** Words beside the drawn clients. */
export function clientWords(clients: ClientsSnapshot): ClientWords {
  const served = clients.running && clients.servedBy !== 'none';
  return {
    served,
    rate: rateWords(clients, served),
    lastCaption: served ? 'acknowledged' : 'last acknowledged',
    last: clients.acknowledged > 0 ? `order ${orderText(clients.lastOrder)}` : 'none yet',
  };
}

function rateWords(clients: ClientsSnapshot, served: boolean): string {
  if (!clients.running) return 'stopped';
  if (served) return `${String(clients.ratePerSecond)} orders/s`;
  return clients.outageMs > 0 ? `no service for ${spanText(clients.outageMs)}` : 'not served';
}

const LOOK_SENTENCES = {
  answers: (where: string, what: string) => `${what} answers on ${where}.`,
  'no-name': (where: string, what: string) => `${what} answers on ${where}, without its name.`,
  silent: (where: string, what: string) => `${what} answers nowhere. It was last on ${where}.`,
  travels: (where: string, what: string) => `${what} is on its way to ${where}.`,
  conflict: (where: string, what: string) => `${what} answers on ${where}, and on the other too.`,
} as const;

/** The sky in sentences, for who does not see it; whole words only, so that it seldom changes. */
export function skySentence(
  snapshot: Snapshot,
  server: VirtualServer | null,
  { plates }: Plates,
): string {
  if (server === null) return 'The address wire. No cluster has a client address yet.';
  const what = `The client address ${server.address}`;
  const where =
    plates.length === 0
      ? `${what} is online nowhere.`
      : plates
          .map(({ look, at }) => LOOK_SENTENCES[look](snapshot.clusters[at].name, what))
          .join(' ');
  const { running, servedBy } = snapshot.clients;
  if (!running) return `${where} Clients are stopped.`;
  if (servedBy === 'none') return `${where} Nobody takes orders.`;
  if (servedBy === 'both') return `${where} Both clusters take orders.`;
  return `${where} ${snapshot.clusters[servedBy].name} takes orders.`;
}
