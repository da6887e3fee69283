package io.jswarm.worker.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.worker.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdiSpecsTest {
  private static final String GPUS =
      """
      {"cdiVersion":"0.5.0","kind":"nvidia.com/gpu",
       "devices":[{"name":"0","containerEdits":{"env":["ZERO=1"]}},
                  {"name":"1","containerEdits":{"env":["ONE=1"]}}],
       "containerEdits":{"env":["DRIVER=1"]}}\
      """;

  @TempDir Path folder;
  private Path system;
  private Path found;

  @BeforeEach
  void makeFolders() throws IOException {
    system = Files.createDirectory(folder.resolve("etc"));
    found = Files.createDirectory(folder.resolve("run"));
  }

  private List<String> env(String... names) {
    return new CdiSpecs(List.of(system, found)).gpus(List.of(names)).env();
  }

  @Test
  void eachDeviceBringsItsEditsAndItsFileThoseOfAllOnce() throws IOException {
    Files.writeString(system.resolve("nvidia.json"), GPUS);

    assertThat(env("1")).containsExactly("ONE=1", "DRIVER=1");
    assertThat(env("all")).containsExactly("ZERO=1", "ONE=1", "DRIVER=1");
  }

  @Test
  void whatWasFoundAtBootWinsAndOtherClassesDoNotCount() throws IOException {
    Files.writeString(system.resolve("nvidia.json"), GPUS);
    Files.writeString(found.resolve("n.json"), GPUS.replace("ONE=1", "ONE=2"));
    Files.writeString(found.resolve("z.json"), GPUS.replace("/gpu", "/nic").replace("=1", "=3"));

    assertThat(env("1")).containsExactly("ONE=2", "DRIVER=1");
  }

  @Test
  void aDirectoryThatIsNoneIsNamed() throws IOException {
    Files.delete(system);
    Files.writeString(system, "a file");

    assertThatThrownBy(() -> env("0"))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessageContaining("(not read: java.nio.file.NotDirectoryException: " + system + ")");
  }

  @Test
  void aNodeWithoutFilesSaysWhatToDo() {
    assertThatThrownBy(() -> env("0"))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessageStartingWith(
            "this node does not know how to give a container a GPU: no CDI file in ")
        .hasMessageContaining("nvidia-ctk cdi generate --format=json");
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    Files.writeString(system.resolve("a.yaml"), "kind: nvidia.com/gpu");
    Files.writeString(system.resolve("b.json"), "{");
    Files.writeString(system.resolve("c.json"), "{\"cdiVersion\":\"9.0.0\",\"kind\":\"x/gpu\"}");

    assertThatThrownBy(() -> env("0"))
        .hasMessageContaining("a.yaml: YAML is not understood, write it as JSON")
        .hasMessageContaining("b.json: ")
        .hasMessageContaining("c.json: version \"9.0.0\"");
  }

  @Test
  void editsThatThisNodeDoesNotDoAreRefused() throws IOException {
    Files.writeString(
        system.resolve("nvidia.json"), GPUS.replace("\"env\":[\"ONE=1\"]", "\"intelRdt\":{}"));

    assertThatThrownBy(() -> env("1")).hasMessageContaining("intelRdt");
  }
}
