package io.jswarm.worker.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.worker.net.FactsFile.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsFileTest {
  private static final List<NetworkFact> FACTS =
      List.of(
          new Peer("n1", "one", "10.0.0.1", ""),
          new Block(NetworkFact.FABRIC, "100.64.1.0/24", "n1"),
          new Backend(
              "t1",
              "web",
              "n1",
              1,
              "web.1.t1",
              true,
              List.of(new Endpoint("net", List.of("10.1.0.2", "fd01::2"), List.of("www")))));
  private static final NetworkFact OTHER = new Peer("n2", "two", "10.0.0.2", "");

  @TempDir private Path directory;

  @Test
  void whatWasWrittenLastIsThereAfterARestart() throws IOException {
    file().write(List.of(OTHER));
    file().write(FACTS);
    assertThat(file().read()).containsExactly(new Told(FACTS, List.of()));
  }

  @Test
  void aChangeIsThereAlthoughNobodyClosedTheFile() throws IOException {
    FactsFile dies = file();
    dies.write(FACTS);
    dies.append(List.of(OTHER), List.of("backend/t1"));
    assertThat(file().read())
        .containsExactly(
            new Told(FACTS, List.of()), new Told(List.of(OTHER), List.of("backend/t1")));
  }

  @Test
  void aNodeThatWasNeverToldAnythingKnowsNothing() throws IOException {
    assertThat(file().read()).isEmpty();
  }

  @Test
  void aFileThatWasCutShortCountsAsFarAsItIsWhole() throws IOException {
    FactsFile file = file();
    file.write(FACTS);
    int first = Files.readAllBytes(path()).length;
    file.append(List.of(OTHER), List.of());
    byte[] whole = Files.readAllBytes(path());
    for (int length = 0; length < whole.length; length++) {
      Files.write(path(), Arrays.copyOf(whole, length));
      assertThat(file().read()).hasSize(length < first ? 0 : 1);
    }
  }

  @Test
  void aDamagedRecordAndAllBehindItArePassedOver() throws IOException {
    FactsFile file = file();
    file.write(FACTS);
    int first = Files.readAllBytes(path()).length;
    file.append(List.of(OTHER), List.of());
    file.append(List.of(), List.of("peer/n2"));
    byte[] bytes = Files.readAllBytes(path());
    bytes[first + Integer.BYTES] ^= 1;
    Files.write(path(), bytes);
    assertThat(file().read()).containsExactly(new Told(FACTS, List.of()));
  }

  @Test
  void itIsOutgrownOnceItSaysFarMoreThanHolds() throws IOException {
    FactsFile file = file();
    assertThat(file.takesChanges()).isFalse();
    assertThat(file.isOutgrown(0)).isFalse();
    file.write(FACTS);
    int changes = 0;
    while (!file.isOutgrown(FACTS.size())) {
      assertThat(file.isOutgrown(10_000)).as("where much holds").isFalse();
      file.append(List.of(OTHER), List.of("peer/n1"));
      changes++;
    }
    assertThat(changes).isBetween(100, 2000);
    file.write(FACTS);
    assertThat(file.isOutgrown(FACTS.size())).isFalse();
    assertThat(file.takesChanges()).isTrue();
    assertThat(file().read()).hasSize(1);
  }

  @Test
  void whatWasReadHasToBeWrittenBeforeAChangeIsTaken() throws IOException {
    FactsFile file = file();
    file.write(FACTS);
    file.read();
    assertThat(file.takesChanges()).isFalse();
    assertThatThrownBy(() -> file.append(List.of(OTHER), List.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whereNothingCanBeWrittenNothingIsKnownLater() throws IOException {
    FactsFile file = new FactsFile(directory.resolve("missing").resolve("networks.state"));
    assertThatThrownBy(() -> file.write(FACTS)).isInstanceOf(IOException.class);
    assertThat(file.takesChanges()).isFalse();
    assertThat(file.read()).isEmpty();
  }

  private FactsFile file() {
    return new FactsFile(path());
  }

  private Path path() {
    return directory.resolve("networks.state");
  }
}
