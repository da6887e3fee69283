package io.jswarm.worker.agent.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.worker.agent.AgentInput;
import io.jswarm.worker.agent.AgentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateWriterTest {
  private static final AgentState STATE =
      new AgentState(List.of(new ManagerAddress("m1", "10.0.0.1:2377")), List.of());

  private final LinkedBlockingQueue<AgentInput> said = new LinkedBlockingQueue<>();

  @TempDir Path temp;

  @Test
  void saysWhichVersionIsSafe() throws Exception {
    AgentFile file = new AgentFile(temp);
    try (StateWriter writer = writer(file)) {
      writer.write(7, STATE);
      assertThat(heard(10_000)).isEqualTo(new AgentInput.Persisted(7));
    }
    assertThat(file.load()).isEqualTo(STATE);
  }

  @Test
  void triesAgainUntilTheDiskTakesIt() throws Exception {
    Path directory = blocked();
    AgentFile file = new AgentFile(directory);
    try (StateWriter writer = writer(file)) {
      writer.write(1, STATE);
      assertThat(heard(300)).isNull();
      Files.delete(directory);
      assertThat(heard(10_000)).isEqualTo(new AgentInput.Persisted(1));
    }
    assertThat(file.load()).isEqualTo(STATE);
  }

  @Test
  void givesUpWhatCannotBeWrittenWhenItCloses() throws IOException {
    try (StateWriter writer = writer(new AgentFile(blocked()))) {
      writer.write(1, STATE);
    }
    assertThat(said).isEmpty();
  }

  /** A path at which no directory can be made. */
  private Path blocked() throws IOException {
    return Files.createFile(temp.resolve("file"));
  }

  private StateWriter writer(AgentFile file) {
    return new StateWriter(
        file, new NodeDisk(temp, _ -> {}), Thread.ofVirtual().factory(), said::add);
  }

  private @Nullable AgentInput heard(long millis) throws InterruptedException {
    return said.poll(millis, TimeUnit.MILLISECONDS);
  }
}
