package io.jswarm.worker.device;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to be changed of a container so that it can use a device, as the Container Device
 * Interface says it.
 */
public record ContainerEdits(
    @JsonProperty("env") List<String> env,
    @JsonProperty("deviceNodes") List<Node> deviceNodes,
    @JsonProperty("mounts") List<Mounted> mounts,
    @JsonProperty("hooks") List<Hook> hooks,
    @JsonProperty("additionalGids") List<Integer> additionalGids,
    @JsonProperty("intelRdt") @Nullable Map<String, Object> intelRdt) {
  /** Changes nothing. */
  public static final ContainerEdits NONE =
      new ContainerEdits(List.of(), List.of(), List.of(), List.of(), List.of(), null);

  public ContainerEdits {
    env = env == null ? List.of() : List.copyOf(env);
    deviceNodes = deviceNodes == null ? List.of() : List.copyOf(deviceNodes);
    mounts = mounts == null ? List.of() : List.copyOf(mounts);
    hooks = hooks == null ? List.of() : List.copyOf(hooks);
    additionalGids = additionalGids == null ? List.of() : List.copyOf(additionalGids);
  }

  /**
   * A device node to be made.
   *
   * @param hostPath where it is on the host; empty for the same path
   * @param type {@code b}, {@code c}, {@code u}, {@code p}, or empty for what the host's is
   * @param permissions empty for all
   */
  public record Node(
      @JsonProperty("path") String path,
      @JsonProperty("hostPath") @Nullable String hostPath,
      @JsonProperty("type") @Nullable String type,
      @JsonProperty("major") @Nullable Long major,
      @JsonProperty("minor") @Nullable Long minor,
      @JsonProperty("fileMode") @Nullable Integer fileMode,
      @JsonProperty("permissions") @Nullable String permissions,
      @JsonProperty("uid") @Nullable Integer uid,
      @JsonProperty("gid") @Nullable Integer gid) {}

  /** Something of the host to be seen in the container. */
  public record Mounted(
      @JsonProperty("hostPath") String hostPath,
      @JsonProperty("containerPath") String containerPath,
      @JsonProperty("type") @Nullable String type,
      @JsonProperty("options") List<String> options) {
    public Mounted {
      options = options == null ? List.of() : List.copyOf(options);
    }
  }

  /** A program of the host to be run on the container's way to life. */
  public record Hook(
      @JsonProperty("hookName") String hookName,
      @JsonProperty("path") String path,
      @JsonProperty("args") List<String> args,
      @JsonProperty("env") List<String> env,
      @JsonProperty("timeout") @Nullable Integer timeout) {
    public Hook {
      args = args == null ? List.of() : List.copyOf(args);
      env = env == null ? List.of() : List.copyOf(env);
    }
  }

  /** These, then the others. */
  ContainerEdits and(ContainerEdits others) {
    return new ContainerEdits(
        joined(env, others.env),
        joined(deviceNodes, others.deviceNodes),
        joined(mounts, others.mounts),
        joined(hooks, others.hooks),
        joined(additionalGids, others.additionalGids),
        intelRdt == null ? others.intelRdt : intelRdt);
  }

  private static <T> List<T> joined(List<T> one, List<T> other) {
    List<T> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }
}
