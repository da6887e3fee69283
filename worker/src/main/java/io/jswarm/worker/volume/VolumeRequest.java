package io.jswarm.worker.volume;

import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/**
 * A volume somebody wants to be there.
 *
 * @param name empty for one that is to get a name nobody has
 * @param driver empty for the default
 * @param madeFor id of the container it goes with; empty when it stays until it is removed
 */
public record VolumeRequest(
    String name,
    String driver,
    SortedMap<String, String> options,
    SortedMap<String, String> labels,
    String madeFor) {
  public VolumeRequest {
    options = Volume.sorted(options);
    labels = Volume.sorted(labels);
  }

  /** One that stays. */
  public VolumeRequest(
      String name, String driver, Map<String, String> options, Map<String, String> labels) {
    this(name, driver, Volume.sorted(options), Volume.sorted(labels), "");
  }

  /**
   * The name it is to have.
   *
   * @throws VolumeException.NotFound when nodes have no such driver
   * @throws VolumeException.Invalid when it is no name
   */
  public String checkedName() {
    if (!driver.isEmpty() && !driver.equals(Volume.LOCAL)) {
      throw new VolumeException.NotFound(
          "create %s: error looking up volume plugin %s: plugin \"%s\" not found"
              .formatted(name, driver, driver));
    }
    String chosen = name.isEmpty() ? unusedName() : name;
    VolumeNames.check(chosen);
    return chosen;
  }

  /** 64 hexadecimal digits, as Docker names what nobody named. */
  private static String unusedName() {
    return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
  }

  /** One nobody gave a name, which goes with its container. */
  public static VolumeRequest anonymous(String name, String containerId) {
    return new VolumeRequest(
        name,
        "",
        Volume.sorted(Map.of()),
        Volume.sorted(Map.of(Volume.ANONYMOUS, "")),
        containerId);
  }
}
