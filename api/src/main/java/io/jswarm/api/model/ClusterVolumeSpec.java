package io.jswarm.api.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a cluster volume, in Docker's form.
 *
 * @param group by which mounts may ask for any of several volumes; empty for none
 * @param availability {@link #ACTIVE}, {@code pause} or {@code drain}
 */
@OmitEmpty
public record ClusterVolumeSpec(
    String group,
    @Nullable AccessMode accessMode,
    @Nullable TopologyRequirement accessibilityRequirements,
    @Nullable CapacityRange capacityRange,
    List<VolumeSecret> secrets,
    String availability) {
  /** Tasks may be given the volume. */
  public static final String ACTIVE = "active";

  public ClusterVolumeSpec {
    group = Values.text(group);
    secrets = Values.list(secrets);
    availability = Values.text(availability);
  }

  /** The availability; active where none is said. */
  public String availabilityOrDefault() {
    return availability.isEmpty() ? ACTIVE : availability;
  }

  public ClusterVolumeSpec withAvailability(String availability) {
    return new ClusterVolumeSpec(
        group, accessMode, accessibilityRequirements, capacityRange, secrets, availability);
  }

  /**
   * How tasks use the volume: as a file system or as a block device.
   *
   * @param scope {@code single} node or {@code multi}
   * @param sharing between tasks: {@code none}, {@code readonly}, {@code onewriter} or {@code all}
   */
  @OmitEmpty
  public record AccessMode(
      String scope,
      String sharing,
      @Nullable TypeMount mountVolume,
      @Nullable TypeBlock blockVolume) {
    public AccessMode {
      scope = Values.text(scope);
      sharing = Values.text(sharing);
    }
  }

  /** A file system. */
  @OmitEmpty
  public record TypeMount(String fsType, List<String> mountFlags) {
    public TypeMount {
      fsType = Values.text(fsType);
      mountFlags = Values.list(mountFlags);
    }
  }

  /** A block device; it has no options. */
  @OmitEmpty
  public record TypeBlock() {}

  /** Where the volume must be reached from, and where it had better be. */
  @OmitEmpty
  public record TopologyRequirement(List<Topology> requisite, List<Topology> preferred) {
    public TopologyRequirement {
      requisite = Values.list(requisite);
      preferred = Values.list(preferred);
    }
  }

  /** A place, such as a zone of a region. */
  @OmitEmpty
  public record Topology(Map<String, String> segments) {
    public Topology {
      segments = Values.map(segments);
    }
  }

  /** How large the volume must be at least, and at most; 0 where it does not matter. */
  @OmitEmpty
  public record CapacityRange(@Always long requiredBytes, @Always long limitBytes) {}

  /**
   * A secret for the plugin.
   *
   * @param key what the plugin calls it
   * @param secret name or id of one of the cluster's
   */
  @OmitEmpty
  public record VolumeSecret(@Always String key, @Always String secret) {
    public VolumeSecret {
      key = Values.text(key);
      secret = Values.text(secret);
    }
  }
}
