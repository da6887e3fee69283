package io.jswarm.lab.anchor;

import io.jswarm.lab.host.HostEngine;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a real Docker Swarm out of the machine's Docker Engine (Debian's package docker.io). */
public final class DockerSwarm {
  private static final Path DOCKERD = Path.of("/usr/sbin/dockerd");

  private DockerSwarm() {}

  /** Whether the machine has a Docker Engine to make one from. */
  public static boolean isPossible() {
    return Files.isExecutable(DOCKERD);
  }

  /**
   * Hosts 1 to {@code managers} are managers, the others workers; every host has busybox:latest.
   */
  public static Lab up(LabOptions options, int managers, int workers) throws InterruptedException {
    Lab lab = Lab.up(options.withEngine(HostEngine.DOCKERD), managers + workers);
    try {
      lab.importImages();
      lab.swarm(managers, workers);
      return lab;
    } catch (IllegalStateException e) {
      lab.close();
      throw e;
    }
  }
}
