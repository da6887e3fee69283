package io.jswarm.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFilesTest {
  private static final NodeRecord NODE =
      new NodeRecord(
          "0.0.0.0:2377",
          "10.0.0.1:2377",
          "10.0.0.1",
          "n1-4",
          false,
          List.of(new ManagerAddress("n2", "10.0.0.2:2377")));

  @TempDir Path root;

  @Test
  void givesBackWhatWasSaved() throws IOException {
    NodeFiles files = new NodeFiles(root);
    assertThat(files.load()).isEmpty();
    files.save(NODE);
    files.save(NODE.withManagers(List.of(new ManagerAddress("n3", "10.0.0.3:2377"))));
    assertThat(new NodeFiles(root).load())
        .contains(NODE.withManagers(List.of(new ManagerAddress("n3", "10.0.0.3:2377"))));
  }

  @Test
  void knowsAWayInThatWasNotFinished() throws IOException {
    NodeFiles files = new NodeFiles(root);
    files.begin();
    assertThat(new NodeFiles(root).isHalfMade()).isTrue();
    files.finish();
    assertThat(new NodeFiles(root).isHalfMade()).isFalse();
  }

  @Test
  void saysWhatToDoAboutADamagedRecord() throws IOException {
    NodeFiles files = new NodeFiles(root);
    files.save(NODE);
    Files.writeString(root.resolve("swarm/node.json"), "{\"ListenAddr\":");
    assertThatThrownBy(files::load).hasMessageContaining("node.json").hasMessageContaining("leave");
  }

  @Test
  void erasesTheLogAlone() throws IOException {
    NodeFiles files = new NodeFiles(root);
    files.save(NODE);
    Files.createDirectories(files.raft().resolve("group/current"));
    Files.writeString(files.raft().resolve("group/current/log_0"), "x");
    files.eraseRaft();
    assertThat(files.raft()).doesNotExist();
    assertThat(files.load()).contains(NODE);
    files.eraseAll();
    assertThat(root).isEmptyDirectory();
  }
}
