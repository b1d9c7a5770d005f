import type { ConsoleName } from '../../web/components/console-window/console-names.ts';
import type { Hands } from './hands.ts';
import { eventually, type ProcedureLab } from './procedure-page.ts';

const ADDRESS = '172.16.12.35';
const TARGET_ADDRESS = '172.16.12.47';

const CONSOLE_WORDS: Readonly<Record<ConsoleName, string>> = {
  'cluster-administrator': 'Cluster Administrator',
  'management-console': 'Management Console',
  'failover-control-center': 'Failover Control Center',
  'restoration-manager': 'Restoration Manager',
};

/** What is typed into the New Resource wizard. */
interface NewResource {
  readonly name: string;
  readonly type: string;
  /** A resource that it depends on. */
  readonly dependency?: string;
  /** Texts of the last page by their labels. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The whole procedure from two bare clusters to the way home, done on the page by somebody's hands. */
export class WholeProcedure {
  readonly #lab: ProcedureLab;
  readonly #hands: Hands;

  constructor(lab: ProcedureLab, hands: Hands) {
    this.#lab = lab;
    this.#hands = hands;
  }

  async run(): Promise<void> {
    await this.#requirements();
    await this.#firstVirtualServer();
    await this.#doubleTake('A1', 'A2');
    await this.#replicationSet();
    await this.#twinOfTheSet();
    await this.#sourceConnection();
    await this.#secondVirtualServer();
    await this.#doubleTake('B1', 'B2');
    await this.#scripts();
    await this.#onlineAndMonitored();
    await this.#lossOfFirst();
    await this.#failback();
    await this.#restoration();
  }

  /** The console of a name, beside the stage. */
  async #console(name: ConsoleName): Promise<HTMLElement> {
    if (this.#lab.consoleNamed(name) === null) {
      await this.#hands.pick(this.#lab, 'Consoles', CONSOLE_WORDS[name]);
    }
    await eventually(() => this.#lab.consoleNamed(name) !== null);
    await this.#lab.settled();
    const shown = this.#lab.consoleNamed(name);
    if (shown === null) throw new Error(`${name} is not open`);
    return shown;
  }

  async #requirements(): Promise<void> {
    const { press, pick } = this.#hands;
    const management = await this.#console('management-console');
    await pick(management, 'Tools', 'Requirements…');
    await press(management, 'OK');
  }

  async #firstVirtualServer(): Promise<void> {
    const { press, pick, select, enter } = this.#hands;
    const administrator = await this.#console('cluster-administrator');
    await select(administrator, 'CLUS-A', 'Groups');
    await press(administrator, 'New Group');
    await enter(administrator, 'Name', 'Application');
    await enter(administrator, 'Description', 'Orders of the shop');
    for (const words of ['Next', 'Finish', 'OK']) await press(administrator, words);
    await this.#sharedResources(administrator);
    await pick(administrator, 'Application', 'Take Offline');
    await select(administrator, 'CLUS-A', 'Resources');
  }

  /** Address, name and disk: the same on either side. */
  async #sharedResources(administrator: HTMLElement): Promise<void> {
    await this.#newResource(administrator, {
      name: 'IP Address for Application',
      type: 'IP Address',
      parameters: { Address: ADDRESS },
    });
    await this.#newResource(administrator, {
      name: 'Name for Application',
      type: 'Network Name',
      dependency: 'IP Address for Application',
      parameters: { Name: 'APPSRV' },
    });
    await this.#newResource(administrator, {
      name: 'Disk for Application',
      type: 'Physical Disk',
      parameters: {},
    });
  }

  async #newResource(
    administrator: HTMLElement,
    { name, type, dependency, parameters }: NewResource,
  ): Promise<void> {
    const { press, enter, choose } = this.#hands;
    await press(administrator, 'New Resource');
    await enter(administrator, 'Name', name);
    await choose(administrator, 'Resource type', type);
    await press(administrator, 'Next');
    await press(administrator, 'Next');
    if (dependency !== undefined) await press(administrator, `Add ${dependency}`);
    await press(administrator, 'Next');
    for (const [label, text] of Object.entries(parameters)) {
      await enter(administrator, label, text);
    }
    await press(administrator, 'Finish');
    await press(administrator, 'OK');
  }

  /** On both nodes of a cluster; the second is done without looking at what is set. */
  async #doubleTake(...nodes: readonly [string, string]): Promise<void> {
    const { press, pick, select, tick, turn } = this.#hands;
    const management = await this.#console('management-console');
    for (const node of nodes) {
      if (node === nodes[1]) await press(management, 'Reading lines');
      await select(management, node);
      await pick(management, node, 'Install Double-Take…');
      await tick(management, 'Transactional applications');
      await press(management, 'Install');
      await pick(management, node, 'Properties…');
      await turn(management, 'Startup');
      await tick(management, 'Automatically Reconnect During Source Initialization');
      await press(management, 'OK');
    }
  }

  async #replicationSet(): Promise<void> {
    const { press, pick, select } = this.#hands;
    const administrator = await this.#console('cluster-administrator');
    await select(administrator, 'CLUS-A', 'Application');
    const management = await this.#console('management-console');
    await press(management, 'Reading lines');
    await select(management, 'A1');
    await this.#newSet(management, 'A1');
    await this.#console('cluster-administrator');
    await pick(administrator, 'Disk for Application', 'Bring Online');
    await this.#console('management-console');
    await select(management, 'S:');
    await pick(management, 'S:\\', 'Include, with all below');
    await this.#excludeScripts(management);
    await press(management, 'Save');
    await pick(management, 'AppData', 'Properties');
  }

  async #twinOfTheSet(): Promise<void> {
    const { press, select } = this.#hands;
    const management = await this.#console('management-console');
    await select(management, 'A2');
    await this.#newSet(management, 'A2');
    await this.#addRule(management, 'S:\\', 'Include');
    await this.#excludeScripts(management);
    await press(management, 'Save');
  }

  async #newSet(management: HTMLElement, node: string): Promise<void> {
    const { press, pick, enter } = this.#hands;
    await pick(management, node, 'New Replication Set…');
    await enter(management, 'Name', 'AppData');
    await press(management, 'OK');
  }

  async #excludeScripts(management: HTMLElement): Promise<void> {
    await this.#addRule(management, 'S:\\postover.bat', 'Exclude');
    await this.#addRule(management, 'S:\\preback.bat', 'Exclude');
  }

  async #addRule(management: HTMLElement, path: string, type: string): Promise<void> {
    const { press, enter, tick } = this.#hands;
    await press(management, 'Add Rule');
    await enter(management, 'Path', path);
    if (type === 'Include') await tick(management, 'Recurse into folders below');
    else await tick(management, type);
    await press(management, 'OK');
  }

  async #sourceConnection(): Promise<void> {
    const administrator = await this.#console('cluster-administrator');
    await this.#hands.select(administrator, 'CLUS-A', 'Resources');
    await this.#newResource(administrator, {
      name: 'DT Connection for Application',
      type: 'Double-Take Source Connection',
      parameters: { 'Replication Set': 'AppData', 'Double-Take Target': TARGET_ADDRESS },
    });
    await this.#hands.select(administrator, 'CLUS-A', 'Application');
  }

  /** As on FIRST, and nothing is looked at any more. */
  async #secondVirtualServer(): Promise<void> {
    const { press, pick, select, enter } = this.#hands;
    const administrator = await this.#console('cluster-administrator');
    for (const kind of ['DT Connection', 'Name', 'IP Address']) {
      await pick(administrator, `${kind} for Application`, 'Take Offline');
    }
    await pick(administrator, 'Disk for Application', 'Bring Online');
    await press(administrator, 'Reading lines');
    await select(administrator, 'CLUS-B', 'Groups');
    await press(administrator, 'New Group');
    await enter(administrator, 'Name', 'Application');
    for (const words of ['Next', 'Finish', 'OK']) await press(administrator, words);
    await this.#sharedResources(administrator);
    await this.#newResource(administrator, {
      name: 'IP Address for Double-Take',
      type: 'IP Address',
      parameters: { Address: TARGET_ADDRESS },
    });
    await pick(administrator, 'Disk for Application', 'Bring Online');
    await pick(administrator, 'IP Address for Double-Take', 'Bring Online');
  }

  async #scripts(): Promise<void> {
    const { press, pick, select, enter } = this.#hands;
    const management = await this.#console('management-console');
    await select(management, 'B1');
    for (const [path, line] of [
      ['S:\\postover.bat', 'Cluster group "Application" /ONLINE'],
      ['S:\\preback.bat', 'Cluster resource "IP Address for Application" /OFFLINE'],
    ] as const) {
      await pick(management, 'B1', 'New Script…');
      await enter(management, 'Save as', path);
      await enter(management, 'Line 1', line);
      await press(management, 'Save');
    }
    await press(management, 'Reading lines');
  }

  async #onlineAndMonitored(): Promise<void> {
    const { press, pick, select, choose } = this.#hands;
    const administrator = await this.#console('cluster-administrator');
    await select(administrator, 'CLUS-A', 'Application');
    await pick(administrator, 'Application', 'Bring Online');
    const management = await this.#console('management-console');
    await select(management, 'A1', 'Connections');
    const center = await this.#console('failover-control-center');
    await this.#addMonitor(center);
    await choose(center, 'Target Machine', 'B2');
    await this.#addMonitor(center);
    await this.#lab.letTimeRun();
    await press(this.#lab, 'Try');
  }

  async #addMonitor(center: HTMLElement): Promise<void> {
    const { press, enter, tick, turn } = this.#hands;
    await press(center, 'Add Monitor');
    await tick(center, 'Custom Insert');
    await enter(center, 'IP Address', ADDRESS);
    await enter(center, 'Network Name', 'APPSRV');
    await tick(center, `Names to Monitor: ${ADDRESS}`);
    await turn(center, 'Monitoring');
    await enter(center, 'Missed Packets', '6');
    await turn(center, 'Failover');
    for (const item of ['IP addresses', 'Server name', 'Shares']) await tick(center, item);
    await tick(center, 'Use .SHR Share Mapping File (If Available)');
    await turn(center, 'Scripts');
    await enter(center, 'Post-Failover', 'S:\\postover.bat');
    await enter(center, 'Pre-Failback', 'S:\\preback.bat');
    await press(center, 'OK');
  }

  async #lossOfFirst(): Promise<void> {
    const { press, choose, fault } = this.#hands;
    await press(this.#lab, 'Let clients order');
    await this.#lab.letTimeRun();
    const center = await this.#console('failover-control-center');
    await choose(center, 'Target Machine', 'B1');
    await press(center, 'Refresh');
    await fault(this.#lab, 'Cause a fault', 'fault site first off');
    await this.#lab.letTimeRun();
    await press(center, 'Refresh');
    await this.#lab.letTimeRun();
    await press(center, 'Refresh');
    await choose(center, 'Target Machine', 'B2');
    await press(center, 'Refresh');
    await this.#lab.letTimeRun();
    await press(this.#lab, 'Try');
    await press(this.#lab, 'Stop the clients');
    await press(this.#lab, 'What was lost?');
  }

  async #failback(): Promise<void> {
    const { press, pick, select, choose, fault } = this.#hands;
    await this.#cables('cut');
    await fault(this.#lab, 'Cause a fault', 'fault site first on');
    await this.#lab.letTimeRun();
    const administrator = await this.#console('cluster-administrator');
    await select(administrator, 'CLUS-A', 'Application');
    await pick(administrator, 'Application', 'Take Offline');
    const center = await this.#console('failover-control-center');
    await choose(center, 'Target Machine', 'B1');
    await press(center, 'Refresh');
    for (const node of ['B1', 'B2']) {
      await choose(center, 'Target Machine', node);
      await pick(center, 'APPSRV', 'Failback');
    }
    await this.#lab.letTimeRun();
    for (const node of ['B1', 'B2']) {
      await choose(center, 'Target Machine', node);
      await press(center, 'Refresh');
    }
    await this.#cables('restore');
    await this.#console('cluster-administrator');
    await select(administrator, 'CLUS-A', 'Cluster Group');
    await pick(administrator, 'Cluster Group', 'Bring Online');
    await select(administrator, 'CLUS-A', 'Application');
    await pick(administrator, 'Disk for Application', 'Bring Online');
    await pick(administrator, 'IP Address for Application', 'Bring Online');
    await this.#console('failover-control-center');
    for (const node of ['B1', 'B2']) {
      await choose(center, 'Target Machine', node);
      await press(center, 'Ping');
      await press(center, 'Continue');
    }
    await this.#lab.letTimeRun();
  }

  async #cables(verb: 'cut' | 'restore'): Promise<void> {
    for (const node of ['A1', 'A2']) {
      await this.#hands.fault(this.#lab, `Faults of ${node}`, `fault nic ${node} PUBLIC ${verb}`);
    }
  }

  async #restoration(): Promise<void> {
    const { press, pick, select } = this.#hands;
    const management = await this.#console('management-console');
    await select(management, 'B1', 'Connections');
    await pick(management, 'Tools', 'Restoration Manager…');
    const restoration = await this.#console('restoration-manager');
    await press(restoration, 'Restore');
    await press(restoration, 'OK');
    await this.#lab.letTimeRun();
    await press(restoration, 'Compare');
    const administrator = await this.#console('cluster-administrator');
    await pick(administrator, 'Application', 'Bring Online');
    await this.#lab.letTimeRun();
    await this.#console('management-console');
    await select(management, 'A1', 'Connections');
    await this.#console('restoration-manager');
    await press(restoration, 'Compare');
    await this.#lab.letTimeRun();
  }
}
