package io.jswarm.lab.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.HostEngine;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabOptions;
import io.jswarm.lab.host.Remains;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Bare hosts for the members of logs, one after the other. */
final class LogHosts {
  /** Three members, and one that joins when another has left. */
  private static final int HOSTS = 4;

  private final LabOptions options;
  private final Map<String, RemoteLog> programs = new TreeMap<>();
  private @Nullable Lab lab;

  LogHosts(String name) {
    options =
        LabOptions.of(Path.of("..").toAbsolutePath().normalize(), name).withEngine(HostEngine.NONE);
  }

  void up() throws InterruptedException {
    lab = Lab.up(options, HOSTS);
  }

  HostedLogs newLogs() {
    if (lab == null) {
      throw new IllegalStateException("the hosts are not up");
    }
    return new HostedLogs(lab, programs);
  }

  void down() {
    if (lab != null) {
      lab.close();
      assertThat(Remains.of(options).found())
          .filteredOn(found -> !found.startsWith("interface "))
          .isEmpty();
    }
  }
}
