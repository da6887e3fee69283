package io.jswarm.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.HostEngine;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabOptions;
import io.jswarm.lab.host.Remains;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Labs for the tests here, each checked to leave nothing behind. */
public final class Clusters {
  public static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  /**
   * -Djswarm.lab.engine=DOCKERD tries the tests themselves: what they expect, real Docker Engines
   * do too.
   */
  static final HostEngine ENGINE =
      HostEngine.valueOf(System.getProperty("jswarm.lab.engine", HostEngine.JSWARMD.name()));

  private Clusters() {}

  /** Hosts that are not part of any cluster, without images. */
  static Lab idle(String name, int hosts) throws InterruptedException {
    return Lab.up(LabOptions.of(TOP, name).withEngine(ENGINE), hosts);
  }

  /**
   * One cluster with busybox:latest on every host; hosts 1 to {@code managers} are its managers.
   */
  public static Lab of(String name, int managers, int workers) throws InterruptedException {
    return of(LabOptions.of(TOP, name), managers, workers);
  }

  /** The same, made in another way. */
  static Lab of(LabOptions options, int managers, int workers) throws InterruptedException {
    Lab lab = Lab.up(options.withEngine(ENGINE), managers + workers);
    try {
      lab.importImages();
      lab.swarm(managers, workers);
      return lab;
    } catch (IllegalStateException e) {
      lab.close();
      throw e;
    }
  }

  /**
   * Removes a lab; does nothing for one that was never made, so that the first failure is the one
   * reported.
   */
  public static void removeWithoutRemains(@Nullable Lab lab) {
    if (lab == null) {
      return;
    }
    lab.close();
    assertThat(Remains.of(lab.options()).found())
        .filteredOn(found -> !found.startsWith("interface "))
        .isEmpty();
  }
}
