package io.jswarm.overlaynet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NftTest {
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

  private static String run(NetNamespace namespace, String commands) throws IOException {
    return namespace.call(stack -> stack.nft().run(commands));
  }

  @Test
  void rulesAreSetInOneNamespaceOnly() throws IOException {
    NetNamespace one = sandboxes.create("one");
    NetNamespace other = sandboxes.create("other");

    run(one, "table ip jswarm { map vips { type ipv4_addr : verdict; }; chain svc { }; }");
    run(one, "add element ip jswarm vips { 10.0.0.1 : goto svc }");

    assertThat(run(one, "list table ip jswarm")).contains("10.0.0.1 : goto svc");
    assertThat(run(other, "list tables")).isEmpty();
  }

  @Test
  void aTransactionThatIsRefusedChangesNothingAndSaysWhy() throws IOException {
    NetNamespace one = sandboxes.create("one");
    run(one, "add table ip jswarm");

    assertThatThrownBy(() -> run(one, "add chain ip jswarm good; add rule ip jswarm bad counter"))
        .isInstanceOf(KernelException.class)
        .hasMessageContaining("packet rules refused")
        .hasMessageContaining("No such file or directory");
    assertThat(run(one, "list tables")).isEqualTo("table ip jswarm\n");
    assertThat(run(one, "list table ip jswarm")).doesNotContain("good");
  }
}
