package io.jswarm.worker.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MountTableTest {
  private static final List<MountTable.Entry> ENTRIES =
      Stream.of(
              "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw",
              "22 21 0:20 / /srv rw - tmpfs tmpfs rw",
              "23 22 0:21 / /srv rw master:5 propagate_from:2 - tmpfs tmpfs rw",
              "24 21 0:22 / /a\\040b rw shared:7 master:5 - tmpfs tmpfs rw")
          .map(MountTable.Entry::parse)
          .toList();

  @Test
  void aFileLiesOnTheNearestMountAndOfTwoAtOnePlaceOnTheLater() {
    assertThat(MountTable.of(Path.of("/etc/x"), ENTRIES))
        .contains(new MountTable.Entry(Path.of("/"), true, false));
    assertThat(MountTable.of(Path.of("/srv/data"), ENTRIES))
        .contains(new MountTable.Entry(Path.of("/srv"), false, true));
    assertThat(MountTable.of(Path.of("/srvx"), ENTRIES).orElseThrow().point())
        .isEqualTo(Path.of("/"));
  }

  @Test
  void blanksInAPlacesNameAreRead() {
    assertThat(MountTable.of(Path.of("/a b"), ENTRIES))
        .contains(new MountTable.Entry(Path.of("/a b"), true, true));
  }
}
