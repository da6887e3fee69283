package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.worker.engine.EngineFacts.Cgroups;
import io.jswarm.worker.engine.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's accounts, in both of its layouts. */
class GroupUseTest {
  private static final String GROUP = "jswarm/abc";

  @TempDir Path root;

  @Test
  void ofOneHierarchy() throws IOException {
    write("jswarm/abc/cpu.stat", "usage_usec 1500\nuser_usec 1000\nsystem_usec 500\n");
    write("jswarm/abc/memory.current", "5000\n");
    write("jswarm/abc/memory.stat", "anon 4000\ninactive_file 700\nactive_file 300\n");

    assertThat(GroupUse.read(root, Cgroups.V2, GROUP)).contains(new Use(1_500_000, 4_300));
  }

  @Test
  void ofOneForEachController() throws IOException {
    write("cpuacct/jswarm/abc/cpuacct.usage", "1500000\n");
    write("memory/jswarm/abc/memory.usage_in_bytes", "5000\n");
    write("memory/jswarm/abc/memory.stat", "inactive_file 1\ntotal_inactive_file 700\n");

    assertThat(GroupUse.read(root, Cgroups.V1, GROUP)).contains(new Use(1_500_000, 4_300));
    assertThat(GroupUse.read(root, Cgroups.HYBRID, GROUP)).contains(new Use(1_500_000, 4_300));
  }

  @Test
  void aGroupThatIsGoneUsesNothing() throws IOException {
    assertThat(GroupUse.read(root, Cgroups.V2, GROUP)).isEmpty();
    assertThat(GroupUse.read(root, Cgroups.V1, GROUP)).isEmpty();
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
