import { expect, fixture, html, oneEvent } from '@open-wc/testing';

import type { ClusterId, ResourceState, Snapshot } from '../../workers/api.ts';
import type { LabClusterCard } from '../../web/components/cluster-card/cluster-card.ts';
import '../../web/components/cluster-card/cluster-card.ts';
import { heartScale } from '../../web/components/cluster-card/heartbeat.ts';
import { resourceRows } from '../../web/components/cluster-card/resource-rows.ts';
import type { LabLineDetail } from '../../web/components/fault-menu/lab-line.ts';
import type { WhyQuestion } from '../../web/components/why/why-question.ts';
import { groupLook, nodeLook, resourceLook } from '../../web/components/shape/state-look.ts';
import '../support/page-tokens.ts';
import { bareSnapshot, cautionSnapshot, healthySnapshot } from '../support/specimen-snapshots.ts';

async function card(snapshot: Snapshot, cluster: ClusterId = 'first'): Promise<LabClusterCard> {
  return fixture(
    html`<lab-cluster-card .snapshot=${snapshot} cluster=${cluster}></lab-cluster-card>`,
  );
}

/** Word and shape of each resource, as they stand on the card. */
function states(element: LabClusterCard): string[] {
  return [...element.renderRoot.querySelectorAll('.res')].map((row) => {
    const name = row.querySelector('.res-name')?.textContent ?? '';
    const shape = row.querySelector('[data-shape]')?.getAttribute('data-shape') ?? '';
    return `${name}: ${row.querySelector('.state')?.textContent.trim() ?? ''}, ${shape}`;
  });
}

function menu(element: LabClusterCard, label: string): HTMLElementTagNameMap['lab-fault-menu'] {
  const found = [...element.renderRoot.querySelectorAll('lab-fault-menu')].find(
    (each) => each.label === label,
  );
  if (found === undefined) throw new Error(`there is no menu "${label}"`);
  return found;
}

function withState(state: ResourceState): Snapshot {
  const text = JSON.stringify(healthySnapshot());
  return JSON.parse(
    text.replace(
      '"name":"Disk for Application","type":"Physical Disk","state":"Online"',
      `"name":"Disk for Application","type":"Physical Disk","state":"${state}"`,
    ),
  ) as Snapshot;
}

describe('a cluster card', () => {
  it('is accessible: well, without power, and with nothing on it', async () => {
    for (const snapshot of [healthySnapshot(), cautionSnapshot(), bareSnapshot()]) {
      await expect(await card(snapshot)).to.be.accessible();
    }
  });

  it('lists resources with the word and the shape of their state', async () => {
    expect(states(await card(healthySnapshot(), 'second'))).to.deep.equal([
      'IP Address for Application: Offline, hollow',
      'Name for Application: Offline, hollow',
      'Disk for Application: Online, disc',
      'IP Address for Double-Take: Online, disc',
    ]);
  });

  for (const [state, shape] of [
    ['Online Pending', 'dashed'],
    ['Offline Pending', 'dashed'],
    ['Failed', 'square-x'],
    ['Offline', 'hollow'],
  ] as const) {
    it(`shows ${state} in the product's words, with a shape of its own`, async () => {
      expect(states(await card(withState(state)))).to.include(
        `Disk for Application: ${state}, ${shape}`,
      );
    });
  }

  it('gives every state that stands for another situation another shape or word', () => {
    const looks = [
      ...(['Online', 'Offline', 'Failed', 'Online Pending', 'Offline Pending'] as const).map(
        (state) => resourceLook(state),
      ),
      groupLook('Partially Online'),
      nodeLook('Down'),
    ];
    const told = looks.map(({ shape, word }) => `${shape} ${word}`);
    expect(new Set(told).size).to.equal(told.length);
  });

  it('goes dark without power, keeps its truth readable and says what it cannot know', async () => {
    const element = await card(cautionSnapshot());
    expect(element.renderRoot.querySelector('.cluster')?.classList.contains('lights-out')).to.equal(
      true,
    );
    const text = element.renderRoot.querySelector('.cluster')?.textContent ?? '';
    expect(text).to.contain('No power').and.contain('Unreachable').and.contain('last on A1');
    expect(states(element)).to.include('Disk for Application: Offline, slash');
  });

  it('says what will hang here while there is no application group', async () => {
    const element = await card(bareSnapshot());
    const text = element.renderRoot.querySelector('.group--empty')?.textContent ?? '';
    expect(text).to.contain('No application group').and.contain('/create');
  });

  it('asks for a line in two presses of a node, and shows the line before', async () => {
    const element = await card(healthySnapshot());
    const menu = element.renderRoot.querySelector<HTMLElement>('[data-node="A1"] lab-fault-menu');
    menu?.shadowRoot?.querySelector<HTMLElement>('.face')?.click();
    await (menu as HTMLElementTagNameMap['lab-fault-menu']).updateComplete;
    const choice = menu?.shadowRoot?.querySelector<HTMLElement>('.choice');
    expect(choice?.textContent).to.contain('fault power A1 off');
    await expect(element).to.be.accessible();
    setTimeout(() => choice?.click());
    const event = await oneEvent<CustomEvent<LabLineDetail>>(element, 'lab-line');
    expect(event.detail).to.deep.equal({ line: 'fault power A1 off' });
    expect(event.composed).to.equal(true);
  });

  it('closes a menu on Escape and gives the focus back', async () => {
    const element = await card(healthySnapshot());
    const menu = element.renderRoot.querySelector('lab-fault-menu');
    const face = menu?.shadowRoot?.querySelector<HTMLElement>('.face');
    face?.click();
    await menu?.updateComplete;
    menu?.shadowRoot
      ?.querySelector('.choice')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await menu?.updateComplete;
    expect(menu?.shadowRoot?.querySelector('.menu')).to.equal(null);
    expect(menu?.shadowRoot?.activeElement).to.equal(face);
  });

  it('offers power on to what has none, and whatever else can happen to a node', async () => {
    const element = await card(cautionSnapshot());
    const lines = (label: string): string[] => menu(element, label).choices.map(({ line }) => line);
    expect(lines('Faults of the first site')).to.deep.equal(['fault site first on']);
    expect(lines('Faults of A1')).to.deep.equal([
      'fault power A1 on',
      'fault nic A1 PUBLIC cut',
      'fault nic A1 PRIVATE cut',
      'fault service A1 cluster stop',
      'fault service A1 dt stop',
    ]);
  });

  it('has the faults of a resource at the resource, those of its disk too', async () => {
    const element = await card(healthySnapshot());
    const lines = (label: string): string[] => menu(element, label).choices.map(({ line }) => line);
    expect(lines('Faults of Name for Application')).to.deep.equal([
      'fault resource "Name for Application" on first',
    ]);
    expect(lines('Faults of Disk for Application')).to.include.members([
      'fault resource "Disk for Application" on first',
      'fault disk first S: stall',
      'fault disk first S: fill',
    ]);
  });

  it('takes back at the same place what was done there', async () => {
    const healthy = healthySnapshot();
    const element = await card({
      ...healthy,
      faults: [
        { id: 4, line: 'fault nic A1 PUBLIC cut', sinceMs: 0 },
        { id: 5, line: 'fault disk first S: stall', sinceMs: 0 },
      ],
    });
    const lines = (label: string): string[] => menu(element, label).choices.map(({ line }) => line);
    expect(lines('Faults of A1')).to.include('fault nic A1 PUBLIC restore');
    expect(lines('Faults of Disk for Application')).to.include('fault clear 5');
  });

  it('reads a node out as it is seen, without stray blanks', async () => {
    const face = menu(await card(healthySnapshot()), 'Faults of A1').shadowRoot?.querySelector(
      '.face',
    );
    expect(face?.getAttribute('aria-label')).to.equal(
      'A1, Up, owns Application, Cluster, DT: services run',
    );
  });

  it('asks why of everything that is not green, and of nothing that is', async () => {
    const asks = (element: LabClusterCard): string[] =>
      [...element.renderRoot.querySelectorAll('lab-fault-menu')].flatMap(
        ({ why }) => why?.state ?? [],
      );
    expect(asks(await card(healthySnapshot()))).to.deep.equal([]);
    expect(asks(await card(withState('Failed')))).to.deep.equal(['Disk for Application is Failed']);
    expect(asks(await card(cautionSnapshot()))).to.include.members([
      'CLUS-A has no power',
      'A1 is Down',
      'IP Address for Application is Offline',
    ]);
  });

  it('asks why a group is not Online in one press', async () => {
    const element = await card(healthySnapshot(), 'second');
    const button = element.renderRoot.querySelector<HTMLElement>('.group .why-button');
    expect(button?.getAttribute('aria-label')).to.equal(
      'Partially Online why? Application is Partially Online',
    );
    setTimeout(() => button?.click());
    const { detail } = await oneEvent<CustomEvent<WhyQuestion>>(element, 'lab-why');
    expect(detail.about).to.deep.equal({ kind: 'group', cluster: 'second', name: 'Application' });
  });
});

describe('resource rows', () => {
  it('puts each resource below all that it depends on', () => {
    const group = healthySnapshot().clusters.first.groups[1];
    const shuffled = [...(group?.resources ?? [])].reverse();
    const names = resourceRows(shuffled).map(({ resource }) => resource.name);
    expect(names.indexOf('Name for Application')).to.equal(
      names.indexOf('IP Address for Application') + 1,
    );
    expect(names.length).to.equal(4);
  });
});

describe('the heart', () => {
  const beat = { heard: true, network: 'PRIVATE', lastBeatMs: 1200 };

  it('beats on the last heartbeat and rests until the next', () => {
    expect(heartScale(beat, 1200)).to.equal(1);
    expect(heartScale(beat, 1344)).to.equal(1.22);
    expect(heartScale(beat, 1700)).to.equal(1);
  });

  it('is still while the nodes do not hear each other', () => {
    expect(heartScale({ ...beat, heard: false }, 1344)).to.equal(1);
  });
});
