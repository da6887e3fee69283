package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.image.ImageStore;
import io.jswarm.worker.image.RegistryAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageArrivalTest {
  @TempDir private Path root;

  @Test
  void anImageThatCannotBeHadIsNamedWithTheReason() throws IOException {
    ImageStore images =
        ImageStore.open(root, _ -> List.of(), Clock.systemUTC(), RegistryAccess.DEFAULT);

    assertThatThrownBy(() -> new ImageArrival(images).get("127.0.0.1:1/x:1"))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessageStartingWith(
            "No such image: 127.0.0.1:1/x:1 (pulling 127.0.0.1:1/x:1: cannot reach 127.0.0.1:1");
    assertThatThrownBy(() -> new ImageArrival(images).get("Not A Name"))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessage("No such image: Not A Name (invalid reference format)");
  }
}
