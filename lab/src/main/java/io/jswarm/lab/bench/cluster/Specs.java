package io.jswarm.lab.bench.cluster;

/** Service specs as JSON. */
public final class Specs {
  private Specs() {}

  /** Replicas that sleep until they are told to stop, and then do so at once. */
  public static String sleepers(String name, int replicas) {
    return sleepers(name, replicas, "", 1);
  }

  /** The same, replaced at once when they stop. */
  public static String withoutDelay(String name, int replicas) {
    return sleepers(name, replicas, ",\"RestartPolicy\":{\"Condition\":\"any\",\"Delay\":0}", 1);
  }

  /** The same, rolled out so many at a time. */
  public static String rolled(String name, int replicas, int parallelism) {
    return sleepers(name, replicas, "", parallelism);
  }

  /** Servers that say who they are and end at once, published on every node. */
  public static String published(String name, int replicas, int port) {
    return """
    {"Name": "%s", "Mode": {"Replicated": {"Replicas": %d}},
     "TaskTemplate": {"ContainerSpec": {"Image": "netapp:latest"},
       "RestartPolicy": {"Condition": "any", "Delay": 0}},
     "EndpointSpec": {"Ports": [
       {"Protocol": "tcp", "TargetPort": 80, "PublishedPort": %d, "PublishMode": "ingress"}]}}
    """
        .formatted(name, replicas, port);
  }

  private static String sleepers(String name, int replicas, String policy, int parallelism) {
    return """
    {"Name": "%s", "Mode": {"Replicated": {"Replicas": %d}},
     "UpdateConfig": {"Parallelism": %d, "Delay": 0, "Monitor": 0, "FailureAction": "pause",
       "Order": "stop-first"},
     "TaskTemplate": {"ContainerSpec": {"Image": "busybox:latest",
       "Command": ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1000 & wait; done"]}%s}}
    """
        .formatted(name, replicas, parallelism, policy);
  }
}
