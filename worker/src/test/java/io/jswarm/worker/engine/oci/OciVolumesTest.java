package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.ImageOptions;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.VolumeOptions;
import io.jswarm.worker.Rootless;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.EngineException;
import io.jswarm.worker.engine.MountPoint;
import io.jswarm.worker.image.ImportRequest;
import io.jswarm.worker.volume.Volume;
import io.jswarm.worker.volume.VolumeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Volumes in real containers. */
final class OciVolumesTest {
  private Lab lab;

  @BeforeEach
  void open() throws IOException {
    Rootless.skipIfSaid();
    lab = Lab.open();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    lab.closeAndCheck();
  }

  private static Mount volume(String name, String target, @Nullable VolumeOptions options) {
    return new Mount("volume", name, target, false, "", null, options, null, null, null);
  }

  private static VolumeOptions options(boolean noCopy, String subpath) {
    return new VolumeOptions(noCopy, Map.of(), subpath, null);
  }

  private static ContainerPlan plan(int number, String script, Mount... mounts) {
    return Plans.plan(number, Plans.shell(script).withMounts(List.of(mounts)));
  }

  @Test
  void whatOneContainerWritesTheNextOneReads() throws InterruptedException {
    var _ = lab.run(plan(1, "echo kept > /data/x", volume("db", "/data", null)));
    lab.engine().remove(plan(1, "").containerId());
    lab.restart();

    assertThat(lab.run(plan(2, "cat /data/x", volume("db", "/data", null)))).isEqualTo("kept\n");
    assertThat(lab.engine().volumes().users("db")).containsExactly(plan(2, "").containerId());
    assertThat(lab.engine().list().getFirst().mounts())
        .extracting(MountPoint::name, MountPoint::destination)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("db", "/data"));
  }

  @Test
  void anEmptyVolumeShowsWhatTheImageHasThereUnlessToldOtherwise() throws InterruptedException {
    String copied = lab.run(plan(1, "ls /bin/sh", volume("bins", "/bin", null)));
    String withMode = lab.run(plan(2, "stat -c %a /tmp", volume("like", "/tmp", null)));
    String without = lab.run(plan(3, "stat -c %a /tmp", volume("bare", "/tmp", options(true, ""))));

    assertThat(copied).isEqualTo("/bin/sh\n");
    assertThat(withMode).isEqualTo("1777\n");
    assertThat(without).isEqualTo("755\n");
    Volume bins = lab.engine().volumes().find("bins").orElseThrow();
    assertThat(bins.mountpoint().resolve("sh")).exists();
  }

  @Test
  void aPartOfAVolumeIsGivenAndNothingBesideIt() throws InterruptedException, IOException {
    Path data = lab.engine().volumes().create(request("tree")).mountpoint();
    Files.createDirectories(data.resolve("a/b"));
    Files.writeString(data.resolve("a/b/file"), "inner\n");
    Files.writeString(data.resolve("beside"), "outer\n");
    Files.createSymbolicLink(data.resolve("escape"), Path.of("/etc"));
    Files.createSymbolicLink(data.resolve("within"), Path.of("a/b"));

    assertThat(lab.run(plan(1, "ls -R /p", volume("tree", "/p", options(false, "a")))))
        .contains("file")
        .doesNotContain("beside");
    assertThat(lab.run(plan(2, "cat /p/file", volume("tree", "/p", options(false, "within")))))
        .isEqualTo("inner\n");
    assertThat(lab.run(plan(3, "cat /p", volume("tree", "/p", options(false, "a/b/file")))))
        .isEqualTo("inner\n");
    rejected(
        plan(4, "", volume("tree", "/p", options(false, "escape"))),
        "cannot access path %s/escape: a symbolic link there leads out of it".formatted(data));
    rejected(
        plan(5, "", volume("tree", "/p", options(false, "none"))),
        "cannot access path %s/none: no such file or directory".formatted(data));
  }

  private static VolumeRequest request(String name) {
    return new VolumeRequest(name, "", Map.of(), Map.of());
  }

  private void rejected(ContainerPlan plan, String sentence) {
    assertThatThrownBy(() -> lab.engine().prepare(plan))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessage(sentence);
  }

  @Test
  void anImagesOwnVolumesGoWithTheirContainer() throws InterruptedException, IOException {
    var _ =
        lab.engine()
            .images()
            .importRootFileSystem(
                Busybox.tar(),
                new ImportRequest("bv", "", List.of("ENV PATH=/bin", "VOLUME /var/own"), ""));
    ContainerSpec spec = ContainerSpec.of("bv").withArgs(List.of("sh", "-c", "touch /var/own/x"));

    var _ = lab.run(Plans.plan(1, spec));
    List<Volume> made = lab.engine().volumes().list();
    lab.restart();
    assertThat(lab.engine().volumes().list()).isEqualTo(made);
    assertThat(made).singleElement().matches(Volume::isAnonymous);
    assertThat(made.getFirst().mountpoint().resolve("x")).exists();

    lab.engine().remove(Plans.plan(1, spec).containerId());

    assertThat(lab.engine().volumes().list()).isEmpty();
  }

  @Test
  void anImageIsMountedForReadingOnly() throws InterruptedException {
    Mount whole = new Mount("image", Plans.IMAGE, "/i", false, "", null, null, null, null, null);
    Mount part =
        new Mount(
            "image", Plans.IMAGE, "/p", false, "", null, null, new ImageOptions("bin"), null, null);

    String output = lab.run(plan(1, "ls /i/bin/sh /p/sh; touch /i/x || echo refused", whole, part));

    assertThat(output.lines()).contains("/i/bin/sh", "/p/sh", "refused");
    assertThatThrownBy(() -> lab.engine().images().remove(Plans.IMAGE, false)).isNotNull();
  }

  @Test
  void volumesFromElsewhereAreMountedWhileSomebodyRuns() throws InterruptedException {
    Mount fast =
        volume(
            "fast",
            "/fast",
            new VolumeOptions(
                false,
                Map.of(),
                "",
                new io.jswarm.api.model.Driver(
                    "local", Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=2m"))));
    String running = lab.running(plan(1, "grep ' /fast ' /proc/mounts; exec sleep 100", fast));
    lab.restart();

    assertThat(lab.output(running)).contains("size=2048k");
    assertThatThrownBy(() -> lab.engine().volumes().remove("fast"))
        .hasMessageContaining("volume is in use");
  }
}
