package io.jswarm.worker.agent.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.worker.agent.AgentState;
import io.jswarm.worker.task.Sample;
import io.jswarm.worker.task.TaskRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentFileTest {
  private static final AgentState STATE =
      new AgentState(
          List.of(new ManagerAddress("m1", "10.0.0.1:2377")),
          List.of(
              new TaskRecord(
                  Sample.web("t1"),
                  Sample.CONTAINER,
                  TaskStatus.of(TaskState.RUNNING, Sample.NOON, "started"))));

  /** Where the format's level is, behind its name. */
  private static final int LEVEL_AT = 8;

  @TempDir Path directory;

  @Test
  void givesBackWhatWasSaved() throws IOException {
    AgentFile file = new AgentFile(directory);

    file.save(STATE);
    file.save(STATE);

    assertThat(file.load()).isEqualTo(STATE);
  }

  /** The file was written by the first release and is never written again. */
  @Test
  void readsWhatTheFirstReleaseWrote() throws IOException {
    try (InputStream golden = AgentFileTest.class.getResourceAsStream("agent-v1.state")) {
      assertThat(golden).isNotNull();
      Files.write(directory.resolve(AgentFile.NAME), golden.readAllBytes());
    }

    assertThat(new AgentFile(directory).load()).isEqualTo(STATE);
  }

  @Test
  void aNodeWithoutAFileHasAnEmptyState() throws IOException {
    assertThat(new AgentFile(directory).load()).isEqualTo(AgentState.EMPTY);
  }

  @Test
  void aWriteThatWasCutShortLeavesTheStateBeforeIt() throws IOException {
    AgentFile file = new AgentFile(directory);
    file.save(STATE);
    Files.write(directory.resolve(AgentFile.NAME + ".next"), new byte[] {1, 2, 3});

    assertThat(file.load()).isEqualTo(STATE);
  }

  @Test
  void aDamagedFileIsSetAsideAndTheNodeBeginsWithoutOne() throws IOException {
    AgentFile file = new AgentFile(directory);
    file.save(STATE);
    Path path = directory.resolve(AgentFile.NAME);
    byte[] good = Files.readAllBytes(path);
    for (int i = 0; i < good.length; i += 7) {
      if (i < LEVEL_AT || i >= LEVEL_AT + 4) {
        byte[] bad = good.clone();
        bad[i] ^= 0x10;
        assertSetAside(bad);
      }
    }
    for (int length : List.of(0, 1, 12, 19, good.length - 1)) {
      assertSetAside(Arrays.copyOf(good, length));
    }
  }

  private void assertSetAside(byte[] bad) throws IOException {
    Path path = directory.resolve(AgentFile.NAME);
    Files.write(path, bad);
    assertThat(new AgentFile(directory).load()).isEqualTo(AgentState.EMPTY);
    assertThat(path).doesNotExist();
    assertThat(directory.resolve(AgentFile.NAME + ".damaged")).hasBinaryContent(bad);
  }

  @Test
  void aNewerFormatIsRefusedWithASentence() throws IOException {
    AgentFile file = new AgentFile(directory);
    file.save(STATE);
    Path path = directory.resolve(AgentFile.NAME);
    byte[] newer = Files.readAllBytes(path);
    newer[11] = AgentFile.LEVEL + 1;
    Files.write(path, newer);

    assertThatThrownBy(file::load).hasMessageContaining("has format 2, this program reads 1");
  }
}
