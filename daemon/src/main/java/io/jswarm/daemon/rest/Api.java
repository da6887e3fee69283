package io.jswarm.daemon.rest;

import io.jswarm.daemon.http.Router;
import java.time.InstantSource;

/** The routes of a node, put together. */
public final class Api {
  private Api() {}

  /**
   * All routes on top of the given ports.
   *
   * @param clock for ages and the end of event streams
   */
  public static Router router(ApiPorts ports, InstantSource clock) {
    Router router = new Router();
    Cluster cluster = new Cluster(ports);
    InfoJson info = new InfoJson(ports, cluster, clock);
    new SystemRoutes(ports, info, clock).addTo(router);
    new SwarmRoutes(cluster, ports.life()).addTo(router);
    new NodeRoutes(cluster).addTo(router);
    new ServiceRoutes(cluster).addTo(router);
    new RebalanceRoutes(cluster).addTo(router);
    new TaskRoutes(cluster).addTo(router);
    new LogRoutes(cluster, ports.logs()).addTo(router);
    new NetworkPruning(cluster, clock).addTo(router);
    new NetworkPaths(cluster).addTo(router);
    new NetworkRoutes(cluster, clock.instant()).addTo(router);
    new PayloadRoutes(cluster).addTo(router);
    new RotationRoutes(cluster).addTo(router);
    new ContainerRoutes(ports.local().engine(), clock).addTo(router);
    new ImageRoutes(ports.local().engine().images()).addTo(router);
    new RegistryRoutes(ports.local().engine().images()).addTo(router);
    new VolumeRoutes(ports.local().engine().volumes(), cluster).addTo(router);
    new EventRoutes(ports.events(), clock).addTo(router);
    LaterRoutes.addTo(router);
    return router;
  }
}
