package io.jswarm.overlaynet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetNamespaceTest {
  private static final String FORWARD = "ipv4/ip_forward";

  @TempDir private Path directory;
  private Sandboxes sandboxes;

  @BeforeEach
  void prepare() {
    sandboxes = new Sandboxes(directory);
  }

  @AfterEach
  void removeAll() throws IOException {
    sandboxes.close();
  }

  @Test
  void aNewOneHoldsLoopbackAndNothingElse() throws IOException {
    NetNamespace namespace = sandboxes.create("a");

    List<Link> links = namespace.call(NetStack::links);
    assertThat(links).extracting(Link::name).containsExactly("lo");
    assertThat(links).allMatch(Link::up);
    assertThat(NetNamespace.exists(sandboxes.file("a"))).isTrue();
  }

  @Test
  void itLastsUntilItsFileIsRemoved() throws IOException {
    Path file = directory.resolve("jsw-b");
    try (NetNamespace first = NetNamespace.create(file)) {
      first.run(stack -> {
        stack.put(new Setting(FORWARD, "1"));
      });
    }

    try (NetNamespace again = NetNamespace.open(file)) {
      Optional<Setting> kept = again.call(stack -> stack.setting(FORWARD));
      assertThat(kept).contains(new Setting(FORWARD, "1"));
    } finally {
      NetNamespace.delete(file);
    }

    assertThat(NetNamespace.exists(file)).isFalse();
    assertThat(file).doesNotExist();
    NetNamespace.delete(file);
  }

  @Test
  void settingsOfOneAreNotThoseOfAnother() throws IOException {
    NetNamespace changed = sandboxes.create("a");
    NetNamespace other = sandboxes.create("b");
    changed.run(stack -> {
      stack.put(new Setting(FORWARD, "1"));
    });

    Optional<Setting> there = other.call(stack -> stack.setting(FORWARD));
    Optional<Setting> missing = other.call(stack -> stack.setting("ipv4/no_such_thing"));
    assertThat(there).contains(new Setting(FORWARD, "0"));
    assertThat(missing).isEmpty();
    assertThatThrownBy(() ->
            other.run(stack -> {
              stack.put(new Setting("ipv4/no_such_thing", "1"));
            }))
        .hasMessageContaining("net")
        .hasMessageContaining("ipv4.no_such_thing")
        .hasMessageContaining("jsw-b");
  }

  @Test
  void theCallersThreadStaysWhereItWas() throws IOException {
    Path own = Path.of("/proc/thread-self/ns/net");
    Path before = Files.readSymbolicLink(own);
    NetNamespace namespace = sandboxes.create("a");

    Path inside = namespace.call(stack -> Files.readSymbolicLink(own));

    assertThat(inside).isNotEqualTo(before);
    assertThat(Files.readSymbolicLink(own)).isEqualTo(before);
    try (NetNamespace node = NetNamespace.ofProcess()) {
      assertThat(node.<Path>call(stack -> Files.readSymbolicLink(own))).isEqualTo(before);
    }
  }

  @Test
  void aPlainFileIsNone() throws IOException {
    Path plain = Files.createFile(directory.resolve("plain"));

    assertThat(NetNamespace.exists(plain)).isFalse();
    assertThatThrownBy(() -> NetNamespace.open(plain)).hasMessageContaining("plain");
    NetNamespace.delete(plain);
    assertThat(plain).doesNotExist();
  }
}
