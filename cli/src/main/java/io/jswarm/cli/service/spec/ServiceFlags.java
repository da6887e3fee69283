package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.FlagSet;

/** The flags of {@code service create} and {@code service update}. */
public final class ServiceFlags {
  private ServiceFlags() {}

  /** The flags of {@code service create}. */
  public static FlagSet create() {
    FlagSet flags = common(new FlagSet());
    return flags
        .value("name", "NAME", "Name of the service")
        .value("mode", "MODE", "replicated, global, replicated-job or global-job")
        .list("l", "label", "KEY=VALUE", "Label on the service")
        .list("container-label", "KEY=VALUE", "Label on its containers")
        .list("e", "env", "NAME=VALUE", "Environment variable")
        .list("env-file", "FILE", "Environment variables from a file")
        .list("mount", "MOUNT", "Volume, bind or tmpfs: type=,source=,target=,...")
        .list("constraint", "EXPRESSION", "Only nodes like node.labels.zone==a")
        .list("placement-pref", "PREFERENCE", "Spread evenly: spread=node.labels.zone")
        .list("network", "NETWORK", "Network to attach to")
        .list("p", "publish", "PORT", "Publish a port: 8080:80, or published=,target=,mode=")
        .list("secret", "SECRET", "Secret as a file in the containers")
        .list("config", "CONFIG", "Config as a file in the containers")
        .list("group", "GROUP", "Further group of the process")
        .list("dns", "IP", "DNS server")
        .list("dns-option", "OPTION", "Option of the resolver")
        .list("dns-search", "DOMAIN", "Search domain")
        .list("host", "HOST:IP", "Line in /etc/hosts")
        .list("sysctl", "NAME=VALUE", "Kernel parameter of the container")
        .list("ulimit", "NAME=SOFT[:HARD]", "Resource limit of processes")
        .list("generic-resource", "KIND=NUMBER", "Reserve of a resource nodes declare")
        .list("device", "DEVICE", "Device of the host: /dev/x[:/dev/y][:rwm]")
        .stopAtFirstArgument();
  }

  /** The flags of {@code service update}. */
  public static FlagSet update() {
    FlagSet flags = common(new FlagSet());
    added(flags);
    removed(flags);
    return flags
        .value("image", "IMAGE", "Another image")
        .value("args", "COMMAND", "Other arguments, as one text")
        .toggle("force", "Replace every task though nothing changed")
        .toggle("rollback", "Go back to the spec before the last change");
  }

  private static void added(FlagSet flags) {
    flags
        .list("label-add", "KEY=VALUE", "Set a label on the service")
        .list("container-label-add", "KEY=VALUE", "Set a label on its containers")
        .list("env-add", "NAME=VALUE", "Set an environment variable")
        .list("mount-add", "MOUNT", "Add or replace a mount by its target")
        .list("constraint-add", "EXPRESSION", "Add a constraint")
        .list("placement-pref-add", "PREFERENCE", "Add a placement preference")
        .list("network-add", "NETWORK", "Attach to a network")
        .list("publish-add", "PORT", "Publish a port")
        .list("secret-add", "SECRET", "Add a secret")
        .list("config-add", "CONFIG", "Add a config")
        .list("group-add", "GROUP", "Add a group")
        .list("dns-add", "IP", "Add a DNS server")
        .list("dns-option-add", "OPTION", "Add an option of the resolver")
        .list("dns-search-add", "DOMAIN", "Add a search domain")
        .list("host-add", "HOST:IP", "Add a line in /etc/hosts")
        .list("sysctl-add", "NAME=VALUE", "Set a kernel parameter")
        .list("ulimit-add", "NAME=SOFT[:HARD]", "Set a resource limit")
        .list("generic-resource-add", "KIND=NUMBER", "Set a generic resource")
        .list("device-add", "DEVICE", "Give a device of the host: /dev/x[:/dev/y][:rwm]");
  }

  private static void removed(FlagSet flags) {
    flags
        .list("label-rm", "KEY", "Remove a label of the service")
        .list("container-label-rm", "KEY", "Remove a label of its containers")
        .list("env-rm", "NAME", "Remove an environment variable")
        .list("mount-rm", "TARGET", "Remove the mount at a path")
        .list("constraint-rm", "EXPRESSION", "Remove a constraint")
        .list("placement-pref-rm", "PREFERENCE", "Remove a placement preference")
        .list("network-rm", "NETWORK", "Leave a network")
        .list("publish-rm", "PORT", "Stop publishing a target port")
        .list("secret-rm", "SECRET", "Remove a secret")
        .list("config-rm", "CONFIG", "Remove a config")
        .list("group-rm", "GROUP", "Remove a group")
        .list("dns-rm", "IP", "Remove a DNS server")
        .list("dns-option-rm", "OPTION", "Remove an option of the resolver")
        .list("dns-search-rm", "DOMAIN", "Remove a search domain")
        .list("host-rm", "HOST[:IP]", "Remove a line in /etc/hosts")
        .list("sysctl-rm", "NAME", "Remove a kernel parameter")
        .list("ulimit-rm", "NAME", "Remove a resource limit")
        .list("generic-resource-rm", "KIND", "Remove a generic resource")
        .list("device-rm", "PATH", "Take a device away, by its path on the host or inside");
  }

  private static FlagSet common(FlagSet flags) {
    waiting(flags);
    process(flags);
    resources(flags);
    health(flags);
    policies(flags);
    Schedules.flags(flags);
    return flags
        .value("replicas", "N", "How many tasks")
        .value(
            "autoscale",
            "BOUNDS",
            "Follow the load: min=2,max=10,cpu=70%[,memory=80%][,cooldown=30s], or none; cpu in"
                + " percent of the reservation, else the limit, else a core")
        .value("max-concurrent", "N", "How many tasks of a job run at once")
        .value("volume-affinity", "HOW", "Stay with the data of named volumes: hard, soft or none")
        .value("rebalance", "HOW", "Move running tasks to emptier nodes by themselves: auto or off")
        .value("replicas-max-per-node", "N", "At most so many tasks on a node; 0 is no limit")
        .toggle("fence", "Never run two tasks of a slot, also when a node is cut off")
        .value("endpoint-mode", "MODE", "vip or dnsrr")
        .value("log-driver", "DRIVER", "Where output goes")
        .list("log-opt", "KEY=VALUE", "Option of the log driver")
        .toggle("no-resolve-image", "Do not look up the image's digest in its registry")
        .toggle("with-registry-auth", "Send your registry login to the nodes");
  }

  /** The flags of every command that waits for a service. */
  public static FlagSet waiting(FlagSet flags) {
    return flags
        .toggle("d", "detach", "Return at once instead of waiting for the result")
        .toggle("q", "quiet", "Show no progress")
        .value("timeout", "TIME", "Stop waiting after this time and fail");
  }

  private static void process(FlagSet flags) {
    flags
        .value("w", "workdir", "PATH", "Working directory")
        .value("u", "user", "USER[:GROUP]", "User and group of the process")
        .value("credential-spec", "SPEC", "Credential spec (Windows)")
        .value("hostname", "NAME", "Host name of the containers; a template")
        .value("entrypoint", "COMMAND", "Instead of the image's entrypoint, as one text")
        .value("stop-grace-period", "TIME", "Time between the stop signal and the kill")
        .value("stop-signal", "SIGNAL", "Signal that asks the process to end")
        .value("isolation", "MODE", "Isolation (Windows)")
        .value("oom-score-adj", "N", "Preference of the kernel's OOM killer, -1000 to 1000")
        .list("cap-add", "CAPABILITY", "Give a capability")
        .list("cap-drop", "CAPABILITY", "Take a capability away")
        .toggle(
            "privileged", "Keep nothing of the host from the containers, if the swarm allows it")
        .toggle("init", "Run an init process that reaps children")
        .toggle("read-only", "Mount the root file system read-only")
        .toggle("t", "tty", "Give the process a terminal");
  }

  private static void resources(FlagSet flags) {
    flags
        .value("limit-cpu", "CPUS", "At most so many CPUs")
        .value("limit-memory", "SIZE", "At most so much memory")
        .value("limit-pids", "N", "At most so many processes; 0 is no limit")
        .value("reserve-cpu", "CPUS", "Place only where so many CPUs are free")
        .value("reserve-memory", "SIZE", "Place only where so much memory is free")
        .value("gpus", "N", "GPUs of its own for each task, or all; if the swarm allows it")
        .value("memory-swap", "SIZE", "Swap; -1 is no limit")
        .value("memory-swappiness", "N", "0 to 100; -1 is the default");
  }

  private static void health(FlagSet flags) {
    flags
        .value("health-cmd", "COMMAND", "Command that checks health")
        .value("health-interval", "TIME", "Time between checks")
        .value("health-timeout", "TIME", "Time one check may take")
        .value("health-retries", "N", "Failures in a row that make it unhealthy")
        .value("health-start-period", "TIME", "Time in which failures do not count")
        .value("health-start-interval", "TIME", "Time between checks in the start period")
        .toggle("no-healthcheck", "Drop the image's health check");
  }

  private static void policies(FlagSet flags) {
    flags
        .value("restart-condition", "WHEN", "none, on-failure or any")
        .value("restart-delay", "TIME", "Time before a restart; without it, as runs suggest")
        .value("restart-max-attempts", "N", "Give up after so many restarts")
        .value("restart-window", "TIME", "Time in which restarts are counted");
    for (String action : new String[] {"update", "rollback"}) {
      flags
          .value(
              action + "-parallelism", "N", "Tasks changed at once in an " + action + "; 0 is all")
          .value(action + "-delay", "TIME", "Time between two steps of an " + action)
          .value(action + "-monitor", "TIME", "Time a new task is watched for failure")
          .value(
              action + "-failure-action",
              "ACTION",
              action.equals("update") ? "pause, continue or rollback" : "pause or continue")
          .value(action + "-max-failure-ratio", "RATIO", "Failures tolerated, 0 to 1")
          .value(action + "-order", "ORDER", "start-first or stop-first");
    }
  }
}
