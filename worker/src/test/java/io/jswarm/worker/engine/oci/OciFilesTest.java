package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.worker.engine.ContainerFile;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.kernel.Mounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OciFilesTest {
  private static final String SECRET = "the eagle has landed";
  private Lab lab;

  @BeforeEach
  void open() throws IOException {
    lab = Lab.open();
  }

  @AfterEach
  void close() throws IOException {
    lab.closeAndCheck();
  }

  private static ContainerFile file(String target, String uid, String gid, int mode) {
    return new ContainerFile(target, Bytes.ofText(SECRET), uid, gid, mode);
  }

  private static Mount tmpfs(String target) {
    return new Mount("tmpfs", "", target, false, "", null, null, null, null, null);
  }

  private String run(ContainerPlan plan, ContainerFile... files) throws InterruptedException {
    String id = lab.engine().prepare(plan, List.of(files));
    var _ = lab.engine().start(id);
    var _ = lab.engine().await(id);
    return lab.output(id);
  }

  @Test
  void aFileHasItsOwnerAndModeAndCannotBeWritten() throws InterruptedException {
    String script =
        "stat -c '%u %g %a' /run/secrets/key; cat /run/secrets/key; echo;"
            + " stat -c '%u %g %a' /conf; echo x > /run/secrets/key || echo read-only;"
            + " grep ' /run/secrets/key ' /proc/mounts | cut -d' ' -f3";
    assertThat(
            run(
                Plans.plan(1, Plans.shell(script)),
                file("/run/secrets/key", "1000", "2000", 0400),
                file("/conf", "", "", 0444)))
        .contains("1000 2000 400\n" + SECRET + "\n0 0 444\n", "read-only\n", "tmpfs\n");
  }

  @Test
  void namesAreThoseOfTheContainersUsers() throws InterruptedException {
    assertThat(
            run(
                Plans.plan(1, Plans.shell("stat -c '%u %g' /key")),
                file("/key", "root", "0", 0444)))
        .isEqualTo("0 0\n");
    assertThatThrownBy(() ->
            lab.engine()
                .prepare(
                    Plans.plan(2, Plans.shell("true")),
                    List.of(file("/key", "nobody-knows", "0", 0444))))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessageContaining("unable to find user nobody-knows");
  }

  @Test
  void itIsSeenInAReadOnlyRootAndWithinAnotherMount() throws InterruptedException {
    ContainerSpec spec =
        Specs.readOnly(Plans.shell("cat /run/secrets/key /tmp/in/conf; touch /x || echo no"))
            .withMounts(List.of(tmpfs("/tmp")));
    assertThat(
            run(
                Plans.plan(1, spec),
                file("/run/secrets/key", "0", "0", 0400),
                file("/tmp/in/conf", "0", "0", 0400)))
        .contains(SECRET + SECRET, "no\n");
  }

  @Test
  void twoThingsAtOnePlaceAreRefused() {
    ContainerSpec spec = Plans.shell("true").withMounts(List.of(tmpfs("/key")));
    assertThatThrownBy(
            () -> lab.engine().prepare(Plans.plan(1, spec), List.of(file("/key", "0", "0", 0444))))
        .hasMessage("Duplicate mount point: /key");
    ContainerFile conf = file("/conf", "0", "0", 0444);
    assertThatThrownBy(
            () -> lab.engine().prepare(Plans.plan(2, Plans.shell("true")), List.of(conf, conf)))
        .hasMessage("Duplicate mount point: /conf");
  }

  @Test
  void itIsOnNoDiskOutlivesTheDaemonAndGoesWithTheContainer()
      throws InterruptedException, IOException {
    ContainerPlan plan =
        Plans.plan(1, Plans.shell("echo ready; sleep 1; cat /run/secrets/key; sleep 1000"));
    String id = lab.engine().prepare(plan, List.of(file("/run/secrets/key", "0", "0", 0400)));
    var _ = lab.engine().start(id);
    Path memory = ContainerFiles.of(lab.settings(), id).memory();
    assertThat(Mounts.beneath(lab.root())).contains(memory);
    assertThat(filesWithTheSecret(lab.root().resolve("data"))).isEmpty();

    lab.restart();
    assertThat(Mounts.beneath(lab.root())).contains(memory);

    int pid = lab.pid(id);
    lab.restart(() -> lab.killAndWait(pid));
    var _ = lab.engine().await(id);
    lab.engine().remove(id);
    assertThat(Mounts.beneath(lab.root())).isEmpty();
  }

  @Test
  void whatAHalfMadeContainerWasGivenIsTakenAwayByTheNextEngine() throws IOException {
    ContainerFiles files = ContainerFiles.of(lab.settings(), "%064x".formatted(0xdef));
    lab.restart(() -> {
      Files.createDirectories(files.exec());
      var _ =
          MemoryFiles.write(
              List.of(file("/key", "0", "0", 0400)),
              files.memory(),
              _ -> new Identity(0, 0, List.of(0)));
    });
    assertThat(Mounts.beneath(lab.root())).isEmpty();
    assertThat(files.exec()).doesNotExist();
  }

  private static List<Path> filesWithTheSecret(Path directory) throws IOException {
    byte[] wanted = SECRET.getBytes(StandardCharsets.UTF_8);
    try (var all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).filter(each -> holds(each, wanted)).toList();
    }
  }

  private static boolean holds(Path file, byte[] wanted) {
    try {
      return Bytes.of(Files.readAllBytes(file)).toText().contains(Bytes.of(wanted).toText());
    } catch (IOException e) {
      return false;
    }
  }
}
