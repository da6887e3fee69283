package io.jswarm.api.model;

import java.time.Duration;

/**
 * Docker's values for what a spec leaves out, all in one place. The specs themselves are never
 * filled in: whoever acts can still tell "said" from "not said".
 */
public final class Defaults {
  public static final int REPLICAS = 1;
  public static final Duration STOP_GRACE_PERIOD = Duration.ofSeconds(10);

  /** {@code any}: replace a task however it ended. */
  public static final String RESTART_CONDITION = "any";

  public static final Duration RESTART_DELAY = Duration.ofSeconds(5);

  public static final long UPDATE_PARALLELISM = 1;
  public static final Duration UPDATE_MONITOR = Duration.ofSeconds(5);
  public static final String FAILURE_ACTION = "pause";
  public static final String UPDATE_ORDER = "stop-first";

  public static final String ENDPOINT_MODE = "vip";
  public static final String PORT_PROTOCOL = "tcp";
  public static final String PUBLISH_MODE = "ingress";

  /** UDP port of the overlay networks. */
  public static final int DATA_PATH_PORT = 4789;

  /** Ended tasks kept per slot or node. */
  public static final long TASK_HISTORY_RETENTION_LIMIT = 5;

  private Defaults() {}
}
