package io.jswarm.api.model;

/**
 * A device node of the host that a container may use, in Docker's form.
 *
 * @param pathInContainer empty for the same path as on the host
 * @param cgroupPermissions letters of {@code rwm}: read, write, make nodes; empty for all three
 */
@OmitEmpty
public record DeviceMapping(String pathOnHost, String pathInContainer, String cgroupPermissions) {
  /** What is allowed when nothing is said. */
  public static final String ALL_PERMISSIONS = "rwm";

  public DeviceMapping {
    pathOnHost = Values.text(pathOnHost);
    pathInContainer = Values.text(pathInContainer);
    cgroupPermissions = Values.text(cgroupPermissions);
  }

  /** Where the container finds it. */
  public String target() {
    return pathInContainer.isEmpty() ? pathOnHost : pathInContainer;
  }

  /** What the container may do with it. */
  public String permissions() {
    return cgroupPermissions.isEmpty() ? ALL_PERMISSIONS : cgroupPermissions;
  }
}
