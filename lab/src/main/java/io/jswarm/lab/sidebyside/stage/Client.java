package io.jswarm.lab.sidebyside.stage;

import java.nio.file.Files;
import java.nio.file.Path;

/** Docker's own command lines, which are given to both clusters. */
public enum Client {
  /** Of Debian's package docker.io. */
  DEBIAN(Path.of("/usr/bin/docker")),
  /** A later one, which is no package and may be missing. */
  NEWER(Path.of("/usr/local/bin/docker"));

  private final Path program;

  Client(Path program) {
    this.program = program;
  }

  Path program() {
    return program;
  }

  public boolean isInstalled() {
    return Files.isExecutable(program);
  }
}
