package io.jswarm.overlaynet.state;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where packets to a range of addresses go.
 *
 * @param table {@link #MAIN}, {@link #LOCAL} or one of our own
 * @param metric the lowest one wins among routes to the same range; at least 1, for the kernel
 *     reads 0 differently for v4 and v6
 */
public record Route(Prefix destination, Way way, int table, int metric) implements Entry {
  public static final int MAIN = 254;
  public static final int LOCAL = 255;
  public static final int METRIC = 1024;

  /** What becomes of a packet. */
  public sealed interface Way {}

  /** To whoever answers on the device. */
  public record Direct(String device, @Nullable InetAddress source) implements Way {}

  /** To a gateway that is taken to be on the device, whatever other routes say. */
  public record Via(InetAddress gateway, String device, @Nullable InetAddress source)
      implements Way {}

  /** To this namespace itself: every address of the range is its own. */
  public record Here(String device) implements Way {}

  /** Refused at once. */
  public record Unreachable() implements Way {}

  public Route {
    if (metric < 1) {
      throw new IllegalArgumentException("a route's metric is at least 1");
    }
  }

  /** In the main table, with the usual metric. */
  public static Route main(Prefix destination, Way way) {
    return new Route(destination, way, MAIN, METRIC);
  }

  @Override
  public String key() {
    return "route " + destination + " table " + table + " metric " + metric;
  }

  @Override
  public String device() {
    return switch (way) {
      case Direct direct -> direct.device();
      case Via via -> via.device();
      case Here(String device) -> device.equals("lo") ? "" : device; // which never goes
      case Unreachable _ -> "";
    };
  }
}
