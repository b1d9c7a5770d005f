import type { LabPage } from './lab-page.ts';
import { drawn, pick, press, pressIfThere, seen, showTabs } from './page-parts.ts';

/** One thing that a person can have in front of them. */
export interface View {
  readonly name: string;
  open(tab: LabPage): Promise<void>;
  /** Leaves it as it was, so that the next view can be opened. */
  close?(tab: LabPage): Promise<void>;
}

const escape = async ({ page }: LabPage): Promise<void> => {
  await page.keyboard.press('Escape');
  await drawn(page);
};

const asView = (view: View): View => view;

/** A view of a tab, of whatever size the page is. */
function tabView(name: string, ...tabs: readonly string[]): View {
  return { name, open: ({ page }) => showTabs(page, ...tabs) };
}

/** A view of an open console, and what is done in it first. */
function consoleView(
  name: string,
  consoleName: string,
  inside: (tab: LabPage) => Promise<void> = () => Promise.resolve(),
): View {
  return {
    name,
    open: async (tab) => {
      await pick(tab.page, 'Consoles', consoleName);
      await drawn(tab.page);
      await inside(tab);
    },
    close: async ({ page }) => {
      await press(page, `Close ${consoleName}`);
    },
  };
}

/** What the sandbox shows while the pair is protected. */
const SANDBOX_VIEWS: readonly View[] = [
  tabView('stage', 'Clusters'),
  tabView('things to try', 'Guide', 'Try'),
  asView({ ...tabView('files', 'Disks', 'Files'), close: ({ page }) => showTabs(page, 'Try') }),
  tabView('charts, lag in the dock', 'Charts', 'Replication lag'),
  asView({
    name: 'table of the charts',
    open: async ({ page }) => {
      await showTabs(page, 'Charts', 'Time to fail');
      await press(page, 'Table');
    },
    close: ({ page }) => press(page, 'Chart', '.table-switch'),
  }),
  asView({
    name: 'difference of the disks as a table',
    open: async ({ page }) => {
      await showTabs(page, 'Disks', 'Files');
      await press(page, 'Table', '.difference-switch');
    },
    close: async ({ page }) => {
      await press(page, 'Map', '.difference-switch');
      await showTabs(page, 'Try');
    },
  }),
  asView({
    name: 'list of marks',
    // Where a mouse has buttons for them there is no list.
    open: ({ page }) => pressIfThere(page, 'Marks'),
    close: escape,
  }),
  tabView('events', 'Events'),
  tabView('faults', 'Events', 'Faults'),
  asView({
    name: 'faults of a node',
    open: async ({ page }) => {
      await showTabs(page, 'Clusters');
      await press(page, 'A1', '.face');
    },
    close: escape,
  }),
  asView({
    name: 'a refused line',
    open: async (tab) => {
      await showTabs(tab.page, 'Clusters');
      await tab.page.evaluate(() => {
        const line = 'fault power NOBODY off';
        const detail = { line };
        const desk = document.querySelector('failover-lab')?.shadowRoot?.querySelector('lab-desk');
        desk?.dispatchEvent(new CustomEvent('lab-line', { detail, bubbles: true, composed: true }));
      });
      await seen(tab.page, '.refused');
    },
    close: ({ page }) => press(page, 'Close', '.refused button'),
  }),
  asView({
    name: 'where the lab is kept',
    open: ({ page }) => press(page, 'Saved', '.saved'),
    close: escape,
  }),
  asView({
    name: 'keys',
    open: async ({ page }) => {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press('?');
      await seen(page, 'dialog[open]');
    },
    close: escape,
  }),
  asView({
    name: 'list of consoles',
    open: ({ page }) => press(page, 'Consoles', '.face'),
    close: escape,
  }),
];

const CA = 'Cluster Administrator';
const MC = 'Management Console';
const FCC = 'Failover Control Center';
const RM = 'Restoration Manager';

/** The consoles while the pair is protected, each at rest and with each kind of dialog. */
const CONSOLE_VIEWS: readonly View[] = [
  consoleView('Cluster Administrator', CA),
  consoleView('a group', CA, ({ page }) => press(page, 'Application', '[role="treeitem"]')),
  consoleView('New Group', CA, async ({ page }) => {
    await press(page, 'Groups', '[role="treeitem"]');
    await press(page, 'New Group');
  }),
  consoleView('New Resource', CA, async ({ page }) => {
    await press(page, 'Application', '[role="treeitem"]');
    await press(page, 'New Resource');
  }),
  consoleView('properties of a group', CA, async ({ page }) => {
    await press(page, 'Application', '[role="treeitem"]');
    await pick(page, 'Application', 'Properties');
  }),
  consoleView('Management Console', MC),
  consoleView('a replication set', MC, ({ page }) => press(page, 'AppData', '[role="treeitem"]')),
  consoleView('Add Rule', MC, async ({ page }) => {
    await press(page, 'AppData', '[role="treeitem"]');
    await press(page, 'Add Rule');
  }),
  consoleView('connections', MC, ({ page }) => press(page, 'Connections', '[role="treeitem"]')),
  consoleView('Verify', MC, async ({ page }) => {
    await press(page, 'Connections', '[role="treeitem"]');
    await pick(page, 'Connection', 'Verify');
  }),
  consoleView('properties of a server', MC, async ({ page }) => {
    await pick(page, 'A1', 'Properties');
  }),
  consoleView('Failover Control Center', FCC),
  consoleView('Add Monitor', FCC, ({ page }) => press(page, 'Add Monitor')),
  consoleView('Edit Monitor', FCC, async ({ page }) => {
    await pick(page, 'APPSRV', 'Edit');
  }),
  consoleView('New Script', FCC, async ({ page }) => {
    await pick(page, 'Script editor', 'New Script');
  }),
  consoleView('Restoration Manager', RM),
];

/** What each page shows at moments of its course, in the order of that course. */
export interface Scene {
  readonly name: string;
  readonly file: 'index.html' | 'lab.html' | 'benchmark.html';
  /** Leads there from the scene before on the same page, or from the page as it opens. */
  prepare(tab: LabPage): Promise<void>;
  readonly views: readonly View[];
}

const HERE = asView({ name: 'page', open: () => Promise.resolve() });

const asScene = (scene: Scene): Scene => scene;

/** A moment of the front page's drill. */
function drillScene(name: string, prepare: Scene['prepare']): Scene {
  const views = [
    tabView('guide', 'Guide'),
    tabView('stage', 'Clusters'),
    tabView('charts', 'Charts'),
  ];
  return { name, file: 'index.html', prepare, views };
}

export const SCENES: readonly Scene[] = [
  drillScene('drill before', async (tab) => {
    await tab.pace(true, 1);
    await tab.advance(6_000);
  }),
  drillScene('drill in caution', async (tab) => {
    await tab.play('fault site first off');
    await tab.advance(14_000);
  }),
  drillScene('drill after', async (tab) => {
    await tab.advance(60_000);
  }),
  asScene({
    name: 'sandbox',
    file: 'lab.html',
    prepare: async (tab) => {
      await tab.pace(true, 1);
      await tab.play('client start', 'fault link replication rate 96');
      await tab.advance(14_000);
    },
    views: [...SANDBOX_VIEWS, ...CONSOLE_VIEWS],
  }),
  asScene({
    name: 'sandbox failed over',
    file: 'lab.html',
    prepare: async (tab) => {
      await tab.play('fault site first off');
      await tab.advance(60_000);
    },
    views: [
      tabView('stage', 'Clusters'),
      tabView('what was lost', 'Guide', 'Try'),
      tabView('faults', 'Events', 'Faults'),
      tabView('events', 'Events', 'Events'),
      consoleView('Failover Control Center', FCC),
    ],
  }),
  asScene({
    name: 'benchmark',
    file: 'benchmark.html',
    prepare: () => Promise.resolve(),
    views: [HERE],
  }),
  asScene({
    name: 'benchmark measured',
    file: 'benchmark.html',
    prepare: async ({ page }) => {
      await page.evaluate(() => {
        const row = { unit: 'bytes', ours: 2e9, against: 4e9, ratio: 0.5, bar: 0.25 };
        const rows = [
          { ...row, name: 'A full mirror, beside memory.copy', met: true },
          { ...row, name: 'Storing a mirror, beside a raw loop', met: false },
        ];
        const lines = ['mirror 1: 2.0 GB/s'];
        const benchmark = document.querySelector('lab-benchmark');
        Object.assign(benchmark ?? {}, { phase: 'done', done: 1, rows, lines });
      });
      await drawn(page);
    },
    views: [HERE],
  }),
];
