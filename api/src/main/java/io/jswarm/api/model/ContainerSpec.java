package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  public ContainerSpec withArgs(List<String> args) {
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

  public ContainerSpec withHostname(String hostname) {
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

  public ContainerSpec withEnv(List<String> env) {
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

  public ContainerSpec withHealthcheck(@Nullable HealthConfig healthcheck) {
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

  public ContainerSpec withMounts(List<Mount> mounts) {
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

  /** The secrets, then the configs. */
  public List<PayloadReference> payloads() {
    return Stream.<PayloadReference>concat(secrets.stream(), configs.stream()).toList();
  }

  public ContainerSpec withPayloads(List<SecretReference> secrets, List<ConfigReference> configs) {
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
