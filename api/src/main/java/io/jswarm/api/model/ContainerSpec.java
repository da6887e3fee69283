package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One container: image, process, mounts, rights, health check. Empty means "as the image says". The
 * last three members are ours (docs/adr/031); clusters allow them by their {@link WorkloadPolicy}.
 *
 * @param devices device nodes of its host it may use
 * @param privileged whether nothing keeps it from being its host's root
 * @param gpus how many GPUs it has to itself, {@link #ALL_GPUS}, or 0 for none
 */
@OmitEmpty
public record ContainerSpec(
    String image,
    Map<String, String> labels,
    List<String> command,
    List<String> args,
    String hostname,
    List<String> env,
    String dir,
    String user,
    List<String> groups,
    @Nullable Privileges privileges,
    @Nullable Boolean init,
    String stopSignal,
    @JsonProperty("TTY") boolean tty,
    boolean openStdin,
    boolean readOnly,
    List<Mount> mounts,
    @Nullable Duration stopGracePeriod,
    @Nullable HealthConfig healthcheck,
    List<String> hosts,
    @JsonProperty("DNSConfig") @Nullable DnsConfig dnsConfig,
    List<SecretReference> secrets,
    List<ConfigReference> configs,
    String isolation,
    Map<String, String> sysctls,
    List<String> capabilityAdd,
    List<String> capabilityDrop,
    List<Ulimit> ulimits,
    long oomScoreAdj,
    List<DeviceMapping> devices,
    boolean privileged,
    long gpus) {
  public ContainerSpec {
    image = Values.text(image);
    labels = Values.map(labels);
    command = Values.list(command);
    args = Values.list(args);
    hostname = Values.text(hostname);
    env = Values.list(env);
    dir = Values.text(dir);
    user = Values.text(user);
    groups = Values.list(groups);
    stopSignal = Values.text(stopSignal);
    mounts = Values.list(mounts);
    hosts = Values.list(hosts);
    secrets = Values.list(secrets);
    configs = Values.list(configs);
    isolation = Values.text(isolation);
    sysctls = Values.map(sysctls);
    capabilityAdd = Values.list(capabilityAdd);
    capabilityDrop = Values.list(capabilityDrop);
    ulimits = Values.list(ulimits);
    devices = Values.list(devices);
  }

  /** Of {@link #gpus}: all that a node has, which must have one at least, all of them free. */
  public static final long ALL_GPUS = -1;

  /** A container of this image with nothing else set. */
  public static ContainerSpec of(String image) {
    return new ContainerSpec(
        image, Map.of(), List.of(), List.of(), "", List.of(), "", "", List.of(), null, null, "",
        false, false, false, List.of(), null, null, List.of(), null, List.of(), List.of(), "",
        Map.of(), List.of(), List.of(), List.of(), 0, List.of(), false, 0);
  }

  /** How long to wait between the stop signal and the kill. */
  public Duration stopGrace() {
    return stopGracePeriod == null ? Defaults.STOP_GRACE_PERIOD : stopGracePeriod;
  }

  public ContainerSpec withImage(String image) {
    return with(draft -> draft.image = image);
  }

  public ContainerSpec withArgs(List<String> args) {
    return with(draft -> draft.args = args);
  }

  public ContainerSpec withHostname(String hostname) {
    return with(draft -> draft.hostname = hostname);
  }

  public ContainerSpec withEnv(List<String> env) {
    return with(draft -> draft.env = env);
  }

  public ContainerSpec withHealthcheck(@Nullable HealthConfig healthcheck) {
    return with(draft -> draft.healthcheck = healthcheck);
  }

  public ContainerSpec withMounts(List<Mount> mounts) {
    return with(draft -> draft.mounts = mounts);
  }

  /** The secrets, then the configs. */
  public List<PayloadReference> payloads() {
    return Stream.<PayloadReference>concat(secrets.stream(), configs.stream()).toList();
  }

  public ContainerSpec withPayloads(List<SecretReference> secrets, List<ConfigReference> configs) {
    return with(draft -> {
      draft.secrets = secrets;
      draft.configs = configs;
    });
  }

  private ContainerSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /** The components as variables: a copy names only what differs. */
  private static final class Draft {
    private String image;
    private Map<String, String> labels;
    private List<String> command;
    private List<String> args;
    private String hostname;
    private List<String> env;
    private String dir;
    private String user;
    private List<String> groups;
    private @Nullable Privileges privileges;
    private @Nullable Boolean init;
    private String stopSignal;
    private boolean tty;
    private boolean openStdin;
    private boolean readOnly;
    private List<Mount> mounts;
    private @Nullable Duration stopGracePeriod;
    private @Nullable HealthConfig healthcheck;
    private List<String> hosts;
    private @Nullable DnsConfig dnsConfig;
    private List<SecretReference> secrets;
    private List<ConfigReference> configs;
    private String isolation;
    private Map<String, String> sysctls;
    private List<String> capabilityAdd;
    private List<String> capabilityDrop;
    private List<Ulimit> ulimits;
    private long oomScoreAdj;
    private List<DeviceMapping> devices;
    private boolean privileged;
    private long gpus;

    Draft(ContainerSpec from) {
      image = from.image;
      labels = from.labels;
      command = from.command;
      args = from.args;
      hostname = from.hostname;
      env = from.env;
      dir = from.dir;
      user = from.user;
      groups = from.groups;
      privileges = from.privileges;
      init = from.init;
      stopSignal = from.stopSignal;
      tty = from.tty;
      openStdin = from.openStdin;
      readOnly = from.readOnly;
      mounts = from.mounts;
      stopGracePeriod = from.stopGracePeriod;
      healthcheck = from.healthcheck;
      hosts = from.hosts;
      dnsConfig = from.dnsConfig;
      secrets = from.secrets;
      configs = from.configs;
      isolation = from.isolation;
      sysctls = from.sysctls;
      capabilityAdd = from.capabilityAdd;
      capabilityDrop = from.capabilityDrop;
      ulimits = from.ulimits;
      oomScoreAdj = from.oomScoreAdj;
      devices = from.devices;
      privileged = from.privileged;
      gpus = from.gpus;
    }

    ContainerSpec made() {
      return new ContainerSpec(
          image,
          labels,
          command,
          args,
          hostname,
          env,
          dir,
          user,
          groups,
          privileges,
          init,
          stopSignal,
          tty,
          openStdin,
          readOnly,
          mounts,
          stopGracePeriod,
          healthcheck,
          hosts,
          dnsConfig,
          secrets,
          configs,
          isolation,
          sysctls,
          capabilityAdd,
          capabilityDrop,
          ulimits,
          oomScoreAdj,
          devices,
          privileged,
          gpus);
    }
  }
}
