package io.jswarm.worker.engine;

import io.jswarm.api.model.PluginDescription;
import java.util.List;

/**
 * What an engine and its node are.
 *
 * @param name of the engine, {@code oci} or {@code sim}
 * @param version of the engine's runtime, as {@code runc 1.1.5}
 * @param nanoCpus processors this node may use, in billionths of a core
 * @param memoryBytes memory this node may use
 * @param os as Docker names it, {@code linux}
 * @param arch as the kernel names it, {@code x86_64} or {@code aarch64}
 * @param kernel the kernel's release
 * @param operatingSystem the distribution's own name
 * @param cgroups which control groups limits go to
 * @param rootDirectory where images and containers are kept
 * @param plugins drivers the scheduler may ask for
 * @param securityOptions in Docker's notation, as {@code name=seccomp,profile=default}
 */
public record EngineFacts(
    String name,
    String version,
    long nanoCpus,
    long memoryBytes,
    String os,
    String arch,
    String kernel,
    String operatingSystem,
    Cgroups cgroups,
    String rootDirectory,
    List<PluginDescription> plugins,
    List<String> securityOptions) {

  /** The layout of the kernel's control groups. */
  public enum Cgroups {
    /** One hierarchy per controller. */
    V1,
    /**
     * Controllers as in {@link #V1}, with a second hierarchy of version 2 that carries none that
     * matters.
     */
    HYBRID,
    /** A single hierarchy. */
    V2;

    /** Docker's {@code CgroupVersion}. */
    public String version() {
      return switch (this) {
        case V1, HYBRID -> "1";
        case V2 -> "2";
      };
    }
  }

  public EngineFacts {
    plugins = List.copyOf(plugins);
    securityOptions = List.copyOf(securityOptions);
  }
}
