package io.jswarm.worker.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Block;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.api.rpc.NetworkFact.Peer;
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

  @TempDir private Path directory;

  @Test
  void whatWasToldLastIsThereAfterARestart() throws IOException {
    file().write(List.of(new Peer("n2", "two", "10.0.0.2", "")));
    file().write(FACTS);
    assertThat(file().read()).isEqualTo(FACTS);
  }

  @Test
  void aNodeThatWasNeverToldAnythingKnowsNothing() throws IOException {
    assertThat(file().read()).isEmpty();
  }

  @Test
  void aFileThatWasCutShortIsPassedOver() throws IOException {
    file().write(FACTS);
    byte[] whole = Files.readAllBytes(path());
    for (int length : new int[] {0, 3, 4, whole.length / 2, whole.length - 1}) {
      Files.write(path(), Arrays.copyOf(whole, length));
      assertThat(file().read()).isEmpty();
    }
  }

  private FactsFile file() {
    return new FactsFile(path());
  }

  private Path path() {
    return directory.resolve("networks.state");
  }
}
