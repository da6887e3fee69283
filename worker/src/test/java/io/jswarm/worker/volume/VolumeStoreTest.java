package io.jswarm.worker.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.worker.Rootless;
import io.jswarm.worker.kernel.Descriptor;
import io.jswarm.worker.kernel.Mounts;
import io.jswarm.worker.volume.VolumeNews.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VolumeStoreTest {
  private static final Holder FIRST = new Holder("c1", "/data", true);
  private static final Holder SECOND = new Holder("c2", "/data", false);

  @TempDir private Path root;
  private final List<String> users = new ArrayList<>();
  private VolumeStore store;

  VolumeStoreTest() throws IOException {
    Rootless.skipIfSaid();
  }

  @BeforeEach
  void open() throws IOException {
    store = VolumeStore.open(root.resolve("volumes"), _ -> List.copyOf(users), Clock.systemUTC());
  }

  @AfterEach
  void nothingStaysMounted() throws IOException {
    List<Path> left = Mounts.beneath(root);
    Mounts.unmountBeneath(root);
    assertThat(left).isEmpty();
  }

  private static VolumeRequest named(String name) {
    return new VolumeRequest(name, "", Map.of(), Map.of("tier", "gold"));
  }

  private VolumeRequest tmpfs(String name) {
    return new VolumeRequest(
        name, "local", Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m"), Map.of());
  }

  @Test
  void aVolumeSurvivesTheDaemonWithAllItHolds() throws IOException {
    Volume made = store.create(named("db"));
    Files.writeString(made.mountpoint().resolve("row"), "1");

    open();

    assertThat(store.list()).containsExactly(made);
    assertThat(made.labels()).containsEntry("tier", "gold");
    assertThat(store.bytes("db")).hasValue(1);
    assertThat(Files.readString(made.mountpoint().resolve("row"))).isEqualTo("1");
  }

  @Test
  void makingItAgainChangesNothing() {
    List<VolumeNews> news = new ArrayList<>();
    var _ = store.follow(news::add);

    Volume made = store.create(named("db"));

    assertThat(store.create(new VolumeRequest("db", "", Map.of(), Map.of()))).isEqualTo(made);
    assertThat(news).containsExactly(new VolumeNews.Created(made));
  }

  @Test
  void namesAndDriversThatCannotBeAreRefused() {
    assertThatThrownBy(() -> store.create(named("../etc")))
        .isInstanceOf(VolumeException.Invalid.class)
        .hasMessageStartingWith(
            "create ../etc: \"../etc\" includes invalid characters for a local volume name, only");
    assertThatThrownBy(() -> store.create(named("x"))).hasMessageContaining("too short");
    assertThatThrownBy(() -> store.create(new VolumeRequest("db", "ceph", Map.of(), Map.of())))
        .isInstanceOf(VolumeException.NotFound.class)
        .hasMessage("create db: error looking up volume plugin ceph: plugin \"ceph\" not found");
  }

  @Test
  void whatIsUsedIsNotRemovedAndWhatIsRemovedIsGone() throws IOException {
    Volume made = store.hold(named("db"), FIRST);
    assertThatThrownBy(() -> store.remove("db"))
        .isInstanceOf(VolumeException.Conflict.class)
        .hasMessage("remove db: volume is in use - [c1]");
    store.letGo("c1");
    users.add("c9");
    assertThatThrownBy(() -> store.remove("db")).hasMessageContaining("[c9]");
    users.clear();

    store.remove("db");

    assertThat(made.mountpoint()).doesNotExist();
    assertThat(store.list()).isEmpty();
    assertThatThrownBy(() -> store.remove("db"))
        .isInstanceOf(VolumeException.NotFound.class)
        .hasMessage("get db: no such volume");
    try (var left = Files.list(root.resolve("volumes"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void filesThatAreElsewhereAreMountedFromTheFirstUserToTheLast() throws IOException {
    Path data = store.create(tmpfs("fast")).mountpoint();
    assertThat(Mounts.beneath(root)).isEmpty();

    store.hold(tmpfs("fast"), FIRST);
    store.hold(tmpfs("fast"), SECOND);
    Files.writeString(data.resolve("x"), "gone with the mount");
    store.letGo("c1");
    assertThat(data.resolve("x")).exists();
    store.letGo("c2");

    assertThat(data).isEmptyDirectory();
  }

  @Test
  void removingAVolumeLeavesTheDirectoryItShowsAlone() throws IOException {
    Path shown = Files.createDirectory(root.resolve("precious"));
    Files.writeString(shown.resolve("file"), "x");
    Map<String, String> bind = Map.of("type", "none", "device", shown.toString(), "o", "bind");
    Volume made = store.hold(new VolumeRequest("bound", "", bind, Map.of()), FIRST);
    assertThat(made.mountpoint().resolve("file")).exists();
    store.letGo("c1");

    store.remove("bound");

    assertThat(shown.resolve("file")).exists();
  }

  @Test
  void whatCannotBeMountedSaysWhy() {
    Map<String, String> bind = Map.of("type", "none", "device", "/no/such", "o", "bind");
    assertThatThrownBy(() -> store.hold(new VolumeRequest("bad", "", bind, Map.of()), FIRST))
        .isInstanceOf(VolumeException.Failed.class)
        .hasMessageContaining("failed to mount local volume: mount /no/such on ")
        .hasMessageContaining("no such file or directory");
  }

  @Test
  void theNextDaemonTakesOverMountsThatAreUsedAndTakesAwayTheOthers() throws IOException {
    store.hold(tmpfs("used"), FIRST);
    store.hold(tmpfs("left"), SECOND);

    open();
    store.heldBefore("used", FIRST);
    store.settle(_ -> true);

    assertThat(Mounts.beneath(root))
        .containsExactly(root.toRealPath().resolve("volumes/used/_data"));
    store.letGo("c1");
  }

  @Test
  void volumesWithoutANameGoWithTheirContainer() throws IOException {
    Volume mine = store.hold(VolumeRequest.anonymous("aa11", "c1"), FIRST);
    store.hold(VolumeRequest.anonymous("bb22", "c2"), SECOND);
    store.letGo("c1");
    store.removeOf("c1");
    assertThat(mine.mountpoint()).doesNotExist();
    assertThat(store.find("bb22")).isPresent();

    open();
    store.settle(container -> !container.equals("c2"));

    assertThat(store.list()).isEmpty();
  }

  @Test
  void anEmptyVolumeIsFilledOnceAndAHalfFilledOneAgain() throws IOException {
    Path image = Files.createDirectory(root.resolve("image"));
    Files.writeString(image.resolve("index"), "hello");
    Volume volume = store.hold(named("web"), FIRST);
    fill("web", image);
    assertThat(volume.mountpoint().resolve("index")).hasContent("hello");

    Files.writeString(volume.mountpoint().resolve("index"), "mine");
    fill("web", image);
    assertThat(volume.mountpoint().resolve("index")).hasContent("mine");

    Files.createFile(root.resolve("volumes/web/filling"));
    fill("web", image);
    assertThat(volume.mountpoint().resolve("index")).hasContent("hello");
    store.letGo("c1");
  }

  private void fill(String name, Path image) throws IOException {
    try (Descriptor content = Descriptor.ofDirectory(image)) {
      store.fill(name, content);
    }
  }

  @Test
  void whatACrashLeftUnfinishedIsSweptOrFinished() throws IOException {
    Files.createDirectories(root.resolve("volumes/half/_data"));
    Files.createDirectories(root.resolve("volumes/.removed-1/_data"));
    Files.writeString(root.resolve("volumes/.removed-1/_data/x"), "x");

    open();

    assertThat(store.list()).isEmpty();
    assertThat(root.resolve("volumes/.removed-1")).doesNotExist();
    assertThat(store.create(named("half")).name()).isEqualTo("half");
  }
}
