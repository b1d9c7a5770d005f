import { reviewAlarms } from './explain/alarm-review.ts';
import { afterByItself } from './happen.ts';
import { considerFailback, reviewAfterFailover } from './cluster/failback.ts';
import { continueMove } from './cluster/groups.ts';
import { isServiceKeptDown } from './cluster/power.ts';
import { handleFailure } from './cluster/failure.ts';
import { failConnections } from './cluster/resources.ts';
import { reviewMonitors, silenceMonitors } from './failover/monitor.ts';
import { startScript } from './console/batch.ts';
import { runWords } from './console/console.ts';
import { applyAllReceived } from './replication/apply.ts';
import { replicateChange } from './replication/change-filter.ts';
import {
  autoDisconnect,
  reconnectRemembered,
  rememberConnections,
  reviewConnections,
} from './replication/reconnection.ts';
import { loseService, startServiceAfterBoot } from './replication/service.ts';
import { finishApplied, transmit } from './replication/transmission.ts';
import { reviewApplications } from './workload/application.ts';
import type { Signals, World } from './world.ts';

/** Who reacts to what: the one place where the parts of the core meet. */
export function wire(world: () => World): Signals {
  return {
    resourceChanged(resource) {
      continueMove(world(), resource.group);
      reviewAfterFailover(world(), resource.group);
      // What the target has received is on its disk before anybody reads there.
      applyAllReceived(world());
      reviewApplications(world());
      if (resource.type === 'IP Address' || resource.type === 'Physical Disk')
        reviewConnections(world());
    },
    resourceFailed(resource) {
      handleFailure(world(), resource);
    },
    nodeLost(node) {
      silenceMonitors(world(), node);
      loseService(world(), node);
      node.takenAddresses.length = 0;
    },
    nodeBooted(node) {
      if (!isServiceKeptDown(world(), node, 'dt')) startServiceAfterBoot(world(), node);
    },
    nodeUp(node) {
      reviewConnections(world());
      for (const group of world().clusters[node.clusterId].groups) considerFailback(world(), group);
    },
    networkChanged() {
      reviewConnections(world());
    },
    fileChanged(volume, change) {
      replicateChange(world(), volume, change);
    },
    serviceStarted(node) {
      reviewMonitors(world(), node);
      reviewConnections(world());
      reconnectRemembered(world(), node);
    },
    serviceStopped(node) {
      silenceMonitors(world(), node);
      rememberConnections(world(), node);
      failConnections(world(), node);
      reviewConnections(world());
    },
    runScript(node, path, finished) {
      startScript(world(), node, path, finished);
    },
    runBatchWords(node, line, begin) {
      return runWords(world(), node, line, begin);
    },
    queueGrew(connection) {
      transmit(world(), connection);
    },
    operationsApplied(connection) {
      finishApplied(world(), connection);
    },
    queueOverflowed(connection) {
      autoDisconnect(world(), connection);
    },
    workOverwritten() {
      // Said at the first block, not at the next look; what happens in this moment is seen whole.
      afterByItself(world(), 0, () => {
        reviewAlarms(world());
      });
    },
  };
}
