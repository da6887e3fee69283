package io.jswarm.daemon;

import io.jswarm.api.model.EngineDescription;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.TlsInfo;
import io.jswarm.daemon.http.HttpLimits;
import io.jswarm.daemon.http.HttpServer;
import io.jswarm.daemon.http.Listen;
import io.jswarm.daemon.node.NodeParts;
import io.jswarm.daemon.node.NodeSupervisor;
import io.jswarm.daemon.rest.AnnouncingEngine;
import io.jswarm.daemon.rest.Api;
import io.jswarm.daemon.rest.ApiPorts;
import io.jswarm.daemon.rest.EventHub;
import io.jswarm.daemon.rest.LocalNode;
import io.jswarm.worker.agent.live.SteadyClock;
import io.jswarm.worker.device.CdiSpecs;
import io.jswarm.worker.engine.Engine;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.EngineFacts;
import io.jswarm.worker.engine.oci.OciEngine;
import io.jswarm.worker.engine.oci.OciSettings;
import io.jswarm.worker.engine.sim.SimEngine;
import io.jswarm.worker.image.RegistryAccess;
import io.jswarm.worker.net.DataPath;
import io.jswarm.worker.net.NoDataPath;
import io.jswarm.worker.net.live.KernelDataPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running daemon: the engine first, then the API, then the node's way back into its cluster.
 * Stopping goes the other way and leaves containers running.
 */
public final class Daemon {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  /** What a node without containers claims to have. */
  private static final int SIM_CORES = 64;

  private static final long SIM_MEMORY_BYTES = 256L << 30;

  private final Engine engine;
  private final NodeSupervisor node;
  private final HttpServer server;
  private final ClusterPorts cluster;
  private final PageReturn pages = new PageReturn();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Daemon(DaemonOptions options) throws StartupException {
    String hostname = hostname();
    EventHub events = new EventHub();
    engine = openEngine(options);
    Engine announced = new AnnouncingEngine(engine, events, Clock.systemUTC());
    NodeDescription description = describe(hostname, options, engine.facts());
    cluster = new ClusterPorts(events);
    node =
        new NodeSupervisor(
            new NodeParts(
                options.dataRoot(),
                announced,
                nodeId -> openDataPath(nodeId, options),
                Clock.systemUTC(),
                new SteadyClock(),
                new SecureRandom(),
                () -> description,
                LocalAddresses::find,
                options.electionTimeout()),
            cluster::managerChanged);
    List<String> labels = new ArrayList<>();
    options.labels().forEach((key, value) -> labels.add(key + "=" + value));
    LocalNode local =
        new LocalNode(
            announced,
            InstallationId.in(options.dataRoot()),
            hostname,
            labels,
            options.genericResources(),
            new LocalNode.Product(Version.TEXT, "", ""));
    ApiPorts ports =
        new ApiPorts(
            cluster::view, cluster::submit, cluster::streamLogs, node.life(), local, events);
    server = serve(options, ports);
  }

  static Daemon start(DaemonOptions options) throws StartupException {
    Daemon daemon = new Daemon(options);
    daemon.node.start();
    daemon.pages.start();
    LOG.info("jswarmd {} is ready", Version.TEXT);
    return daemon;
  }

  private static Engine openEngine(DaemonOptions options) throws StartupException {
    try {
      Files.createDirectories(options.dataRoot());
      Files.createDirectories(options.execRoot());
      return switch (options.engine()) {
        case "sim" -> new SimEngine(SIM_CORES, SIM_MEMORY_BYTES, Clock.systemUTC());
        default ->
            OciEngine.open(
                new OciSettings(
                    options.dataRoot().resolve("engine"),
                    options.execRoot().resolve("engine"),
                    options.cgroupParent(),
                    new RegistryAccess(options.insecureRegistries()),
                    new CdiSpecs(options.cdiSpecDirs())),
                Clock.systemUTC());
      };
    } catch (IOException e) {
      throw new StartupException("the data directories cannot be made: " + e.getMessage(), e);
    } catch (EngineException | IllegalArgumentException e) {
      throw new StartupException(String.valueOf(e.getMessage()), e);
    }
  }

  /** A node that cannot carry packets goes on without: it says so, and to each task that asks. */
  private static DataPath openDataPath(String nodeId, DaemonOptions options) {
    if (options.engine().equals("sim")) {
      return NoDataPath.forSimulation();
    }
    try {
      return KernelDataPath.open(nodeId, options.execRoot().resolve("net"));
    } catch (IOException e) {
      LOG.error("this node has no networks for containers: {}", e.getMessage());
      return NoDataPath.refusing(String.valueOf(e.getMessage()));
    }
  }

  private static NodeDescription describe(
      String hostname, DaemonOptions options, EngineFacts facts) {
    return new NodeDescription(
        hostname,
        new Platform(facts.arch(), facts.os()),
        new Resources(facts.nanoCpus(), facts.memoryBytes(), options.genericResources()),
        new EngineDescription(Version.TEXT, options.labels(), facts.plugins()),
        TlsInfo.UNKNOWN);
  }

  private HttpServer serve(DaemonOptions options, ApiPorts ports) throws StartupException {
    try {
      Listen.TcpPolicy tcp = ApiTls.policy(options);
      List<Listen> places = new ArrayList<>();
      for (String host : options.hosts()) {
        places.add(Listen.parse(host, tcp));
      }
      return HttpServer.start(
          places,
          Api.router(ports, Clock.systemUTC()),
          HttpLimits.standard(),
          "jswarm/" + Version.TEXT + " (linux)");
    } catch (IOException | IllegalArgumentException e) {
      engine.close();
      throw new StartupException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String hostname() throws StartupException {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      throw new StartupException("the host name cannot be read: " + e.getMessage(), e);
    }
  }

  void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /** Stops everything; containers run on. */
  void stop() {
    LOG.info("stopping; containers run on");
    pages.close();
    try {
      server.close();
      node.stop();
      cluster.close();
      engine.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }
}
