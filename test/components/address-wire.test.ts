import { expect, fixture, html } from '@open-wc/testing';

import type { Snapshot } from '../../workers/api.ts';
import type { LabAddressWire } from '../../web/components/address-wire/address-wire.ts';
import '../../web/components/address-wire/address-wire.ts';
import { platesOf } from '../../web/components/address-wire/plates.ts';
import { virtualServerOf } from '../../web/components/stage/virtual-server.ts';
import '../support/page-tokens.ts';
import {
  bareSnapshot,
  cautionSnapshot,
  failedOverSnapshot,
  healthySnapshot,
  restoringSnapshot,
  splitSnapshot,
  travellingSnapshot,
} from '../support/specimen-snapshots.ts';

async function sky(snapshot: Snapshot): Promise<LabAddressWire> {
  return fixture(
    html`<lab-address-wire style="width: 720px" .snapshot=${snapshot}></lab-address-wire>`,
  );
}

function plates(element: LabAddressWire): string[] {
  return [...element.renderRoot.querySelectorAll('[data-plate]')].map(
    (plate) => `${plate.getAttribute('data-plate') ?? ''} ${plate.getAttribute('data-at') ?? ''}`,
  );
}

function words(element: LabAddressWire): string {
  return (element.renderRoot.querySelector('svg')?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

function plateLeft(element: LabAddressWire): number {
  return Number(element.renderRoot.querySelector('.plate')?.getAttribute('x'));
}

describe('the address wire', () => {
  it('is accessible in every state of the plate', async () => {
    for (const snapshot of [
      bareSnapshot(),
      healthySnapshot(),
      cautionSnapshot(),
      splitSnapshot(),
    ]) {
      await expect(await sky(snapshot)).to.be.accessible();
    }
  });

  it('hangs the plate over the cluster that answers', async () => {
    expect(plates(await sky(healthySnapshot()))).to.deep.equal(['answers first']);
    expect(plates(await sky(failedOverSnapshot()))).to.deep.equal(['answers second']);
    expect(plateLeft(await sky(failedOverSnapshot()))).to.be.greaterThan(360);
  });

  it('leaves a silent plate where it last answered, and says so', async () => {
    const element = await sky(cautionSnapshot());
    expect(plates(element)).to.deep.equal(['silent first']);
    expect(element.renderRoot.querySelector('svg')?.getAttribute('aria-label')).to.contain(
      'answers nowhere. It was last on CLUS-A',
    );
  });

  it('rolls the plate over as its address comes online, neither sooner nor later', async () => {
    const lefts = [];
    for (const progress of [0, 0.25, 0.5, 1]) {
      const element = await sky(travellingSnapshot(progress));
      expect(plates(element)).to.deep.equal(['travels second']);
      lefts.push(plateLeft(element));
    }
    const [start = 0, quarter = 0, half = 0, end = 0] = lefts;
    expect(start).to.equal(plateLeft(await sky(cautionSnapshot())));
    expect(end).to.equal(plateLeft(await sky(failedOverSnapshot())));
    expect(half).to.be.closeTo((start + end) / 2, 0.01);
    expect(quarter).to.be.closeTo(start + (end - start) / 4, 0.01);
  });

  it('hollows the name out when the address answers without it', async () => {
    const element = await sky(restoringSnapshot());
    expect(plates(element)).to.deep.equal(['no-name first']);
    expect(words(element)).to.contain('no name').and.not.contain('APPSRV');
  });

  it('shows two plates and the word Conflict when both clusters answer', async () => {
    const element = await sky(splitSnapshot());
    expect(plates(element)).to.deep.equal(['conflict first', 'conflict second']);
    expect(words(element)).to.contain('Conflict');
  });

  it('says why a dock is empty', async () => {
    expect(words(await sky(healthySnapshot()))).to.contain('empty: stands by');
    expect(words(await sky(cautionSnapshot()))).to.contain('ready in 17.6 s');
    expect(words(await sky(failedOverSnapshot()))).to.contain('empty: no power');
    expect(words(await sky(bareSnapshot()))).to.contain('empty: no address yet');
  });

  it('says how long ago the address replied, or how many replies are missing', async () => {
    expect(words(await sky(healthySnapshot()))).to.contain('replied 1.2 s ago');
    const missed = await sky(cautionSnapshot());
    expect(words(missed)).to.contain('2 replies missed');
    expect(missed.renderRoot.querySelectorAll('.ping-x').length).to.equal(2);
    expect(words(await sky(failedOverSnapshot()))).to.contain('failed over 02:10.0');
  });

  it('moves nothing for who wants no motion: the plate changes places at once', async () => {
    const ask = globalThis.matchMedia;
    globalThis.matchMedia = (query) =>
      ask.call(globalThis, query.includes('reduced-motion') ? 'all' : query);
    try {
      const halfway = await sky(travellingSnapshot(0.5));
      expect(plateLeft(halfway)).to.equal(plateLeft(await sky(cautionSnapshot())));
      expect((await sky(healthySnapshot())).renderRoot.querySelector('.bead')).to.equal(null);
      expect(words(await sky(failedOverSnapshot()))).to.contain('failed over 02:10.0');
    } finally {
      globalThis.matchMedia = ask;
    }
  });

  it('holds single orders still when virtual time runs too quickly to follow', async () => {
    const element = await sky(healthySnapshot());
    expect(element.renderRoot.querySelectorAll('.bead').length).to.equal(1);
    element.speed = 20;
    await element.updateComplete;
    expect(element.renderRoot.querySelectorAll('.bead').length).to.equal(0);
  });

  it('finds the client address by what depends on it, whatever its name and number', () => {
    const renamed = JSON.parse(
      JSON.stringify(healthySnapshot())
        .replaceAll('172.16.12.35', '172.16.12.99')
        .replaceAll('APPSRV', 'SHOP')
        .replaceAll('IP Address for Application', 'Front door'),
    ) as Snapshot;
    const server = virtualServerOf(renamed);
    expect(server).to.include({ address: '172.16.12.99', name: 'SHOP', subnet: '172.16.12.0/24' });
    expect(platesOf(renamed, server).plates.map(({ at }) => at)).to.deep.equal(['first']);
  });

  it('shows no plate when the address was taken offline in good order', () => {
    const base = healthySnapshot();
    const text = JSON.stringify({ ...base, addresses: {} });
    const offline = JSON.parse(
      text.replaceAll(
        '"type":"IP Address","state":"Online"',
        '"type":"IP Address","state":"Offline"',
      ),
    ) as Snapshot;
    expect(platesOf(offline, virtualServerOf(offline)).plates).to.deep.equal([]);
  });
});
