package io.jswarm.lab.net;

import static io.jswarm.lab.e2e.ClusterView.within;

import io.jswarm.lab.e2e.ClusterView;
import io.jswarm.lab.e2e.Clusters;
import io.jswarm.lab.e2e.EngineApi;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.traffic.Place;
import io.jswarm.lab.traffic.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A cluster with a program in its services that says who called it. */
final class NetCluster {
  static final String OUTSIDE = "10.98.0.200";

  /** With 0 to 3 behind it, an address of the host outside. */
  static final String OUTSIDE_STEM = "10.98.0.20";

  static final String OUTSIDE_V6 = "fd98::200";
  private static final Duration SOON = Duration.ofSeconds(30);

  final Lab lab;

  private NetCluster(Lab lab) {
    this.lab = lab;
  }

  static NetCluster of(String name, int managers) throws InterruptedException {
    return of(name, managers, 0);
  }

  static NetCluster of(String name, int managers, int workers) throws InterruptedException {
    Lab lab = Clusters.of(name, managers, workers);
    try {
      lab.importNetApp();
      return new NetCluster(lab);
    } catch (IllegalStateException e) {
      lab.close();
      throw e;
    }
  }

  ClusterView from(int host) {
    return new ClusterView(lab, lab.host(host));
  }

  EngineApi api() {
    return from(1).api();
  }

  Place outside() {
    return new Place.Outside(lab);
  }

  Place on(int host) {
    return new Place.OnHost(lab, lab.host(host));
  }

  /** The network of the container of a running task. */
  Place in(JsonNode task) throws IOException {
    String container = ClusterView.containerOf(task);
    LabHost host = from(1).hostOf(task);
    JsonNode seen = new EngineApi(host).get("/containers/" + container + "/json").orThrow();
    return new Place.InContainer(lab, host, seen.path("State").path("Pid").asLong());
  }

  /**
   * Creates a service of the program and waits until it runs.
   *
   * @param more further members of the service's spec, as JSON, each beginning with a comma
   * @param networks names of networks
   */
  void serve(String name, int replicas, String more, String... networks) throws IOException {
    api().post("/services/create", spec(name, replicas, more, networks)).orThrow();
    from(1).awaitRunning(name, replicas);
  }

  static String spec(String name, int replicas, String more, String... networks) {
    String targets =
        String.join(
            ",", List.of(networks).stream().map("{\"Target\": \"%s\"}"::formatted).toList());
    return """
    {"Name": "%s", "Mode": {"Replicated": {"Replicas": %d}},
     "TaskTemplate": {"ContainerSpec": {"Image": "netapp:latest", "StopGracePeriod": 10000000000},
       "Networks": [%s]}%s}
    """
        .formatted(name, replicas, targets, more);
  }

  /** Publishes port 80 on every node, for TCP, UDP and SCTP. */
  static String published(int port) {
    return """
    , "EndpointSpec": {"Ports": [
        {"Protocol": "tcp", "TargetPort": 80, "PublishedPort": %d, "PublishMode": "ingress"},
        {"Protocol": "udp", "TargetPort": 80, "PublishedPort": %d, "PublishMode": "ingress"},
        {"Protocol": "sctp", "TargetPort": 80, "PublishedPort": %d, "PublishMode": "ingress"}]}
    """
        .formatted(port, port, port);
  }

  /** By its id from then on: a name that is gone has no tasks, whatever still runs. */
  void removeService(String name) {
    String id = serviceId(name);
    within(SOON, name + " is removed", () -> api().delete("/services/" + name).status() == 200);
    within(
        SOON,
        "no task of " + name + " runs",
        () -> from(1).running(id).isEmpty() && tasksOf(id) == 0);
  }

  private String serviceId(String name) {
    try {
      return api().get("/services/" + name).orThrow().path("ID").asString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int tasksOf(String service) throws IOException {
    return api().get("/tasks?" + EngineApi.filter("service", service)).orThrow().size();
  }

  /** Waits until every node answers for a published port, with so many different names. */
  void awaitReachable(int port, int names) {
    awaitReachable(lab.hosts(), port, names);
  }

  /** Waits until these nodes do. */
  void awaitReachable(List<LabHost> hosts, int port, int names) {
    for (LabHost host : hosts) {
      within(
          SOON,
          names + " answer on port " + port + " of " + host.hostname(),
          () ->
              outside().ask("tcp", host.address(), port, 8 * names).stream().distinct().count()
                  == names);
    }
  }

  /** The virtual address of a service on a network. */
  String virtualAddress(String service, String network) throws IOException {
    String id = api().get("/networks/" + network).orThrow().path("Id").asString("");
    for (JsonNode each : api().get("/services/" + service).orThrow().at("/Endpoint/VirtualIPs")) {
      if (each.path("NetworkID").asString("").equals(id)) {
        return each.path("Addr").asString("").split("/", 2)[0];
      }
    }
    throw new IllegalStateException(service + " has no address on " + network);
  }

  Traffic traffic(Traffic.Plan plan) throws IOException {
    return traffic(outside(), plan);
  }

  Traffic traffic(Place from, Traffic.Plan plan) throws IOException {
    return Traffic.start(from, plan, Path.of("target", "traffic.err"));
  }

  void remove() {
    Clusters.removeWithoutRemains(lab);
  }
}
