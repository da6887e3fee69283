package io.jswarm.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.codec.Json;
import io.jswarm.worker.Rootless;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageStoreTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private final byte[] base = new Tar().file("base", "base").bytes();
  private final byte[] top = new Tar().file("top", "top").bytes();
  private final List<ImageUse.User> users = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  @TempDir private Path root;
  private ImageStore store;

  @BeforeAll
  static void needsRoot() {
    Rootless.skipIfSaid();
  }

  @BeforeEach
  void open() throws IOException {
    store = ImageStore.open(root, _ -> users, NOW, RegistryAccess.DEFAULT);
  }

  private void load(byte[] archive) {
    store.load(
        new ByteArrayInputStream(archive),
        progress -> {
          if (progress.stream() != null) {
            said.add(progress.stream());
          }
        });
  }

  private List<String> layersOnDisk() throws IOException {
    try (var found = Files.list(root.resolve("layers"))) {
      return found.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void loadsWhatDockerSaved() throws IOException {
    String config = Archives.config("one", List.of(base, top));

    load(Tar.gzip(Archives.dockerSave(config, List.of("app:1", "app:2"), List.of(base, top))));

    assertThat(said).containsExactly("Loaded image: app:1\n", "Loaded image: app:2\n");
    LocalImage image = store.find("app:1").orElseThrow();
    assertThat(image.id()).isEqualTo(Digest.of(Archives.text(config)).toString());
    assertThat(image.layers()).hasSize(2);
    assertThat(image.layerRoot().resolve(image.layers().getFirst()).resolve("top"))
        .hasContent("top");
    assertThat(store.list())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.repoTags()).containsExactly("app:1", "app:2");
          assertThat(each.size()).isEqualTo(7);
          assertThat(each.labels()).containsEntry("l", "one");
          assertThat(each.created()).isEqualTo(1_704_164_645);
        });
  }

  @Test
  void loadsAnOciLayoutForThisPlatform() {
    String config = Archives.config("oci", List.of(base, top));

    load(Archives.ociLayout(config, "docker.io/library/oci:3", List.of(base, top)));

    assertThat(said).containsExactly("Loaded image: oci:3\n");
    assertThat(store.resolve("oci:3")).contains(Digest.of(Archives.text(config)).toString());
  }

  @Test
  void findsImagesByNameAndByTheBeginningOfTheirId() {
    load(Archives.dockerSave(Archives.config("one", List.of(base)), List.of("app"), List.of(base)));
    String id = store.resolve("app").orElseThrow();

    assertThat(store.resolve(id)).contains(id);
    assertThat(store.resolve(id.substring(7, 19))).contains(id);
    assertThat(store.resolve("docker.io/library/app:latest")).contains(id);
    assertThat(store.resolve("app:other")).isEmpty();
    assertThat(store.inspect("nope")).isEmpty();
  }

  @Test
  void keepsNothingOfAnArchiveWhoseLayerIsNotWhatItSays() throws IOException {
    byte[] archive =
        Archives.dockerSave(
            Archives.config("bad", List.of(base, top)), List.of("bad"), List.of(base, base));

    assertThatThrownBy(() -> load(archive))
        .isInstanceOf(ImageException.Invalid.class)
        .hasMessageContaining("do not match its digest");
    assertThat(store.list()).isEmpty();
    store = ImageStore.open(root, _ -> users, NOW, RegistryAccess.DEFAULT);
    assertThat(layersOnDisk()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAnArchive() {
    assertThatThrownBy(() -> load(new Tar().file("x", "y").bytes()))
        .isInstanceOf(ImageException.Invalid.class)
        .hasMessageContaining("manifest.json");
    assertThatThrownBy(() -> load(new Tar().file("manifest.json", "{").bytes()))
        .isInstanceOf(ImageException.Invalid.class);
    assertThatThrownBy(() -> load(Archives.text("garbage".repeat(1000))))
        .isInstanceOf(ImageException.Invalid.class);
  }

  @Test
  void importsARootFileSystemWithChanges() {
    String id =
        store.importRootFileSystem(
            new ByteArrayInputStream(base),
            new ImportRequest(
                "root:fs",
                "made by a test",
                List.of(
                    "ENV PATH=/bin A=\"b c\"",
                    "CMD [\"sh\", \"-c\", \"x\"]",
                    "ENTRYPOINT run me",
                    "WORKDIR /w",
                    "USER app",
                    "EXPOSE 80 53/udp",
                    "LABEL a=b",
                    "VOLUME /data",
                    "STOPSIGNAL SIGINT"),
                ""));

    ImageInspect image = store.inspect("root:fs").orElseThrow();
    assertThat(image.id()).isEqualTo(id);
    assertThat(image.comment()).isEqualTo("made by a test");
    assertThat(image.created()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(image.rootFS().layers()).containsExactly(Digest.of(base).toString());
    assertThat(Json.write(image.config()))
        .isEqualTo(
            """
            {"Env":["PATH=/bin","A=b c"],"Cmd":["sh","-c","x"],\
            "Entrypoint":["/bin/sh","-c","run me"],"WorkingDir":"/w","User":"app",\
            "ExposedPorts":{"80/tcp":{},"53/udp":{}},"Labels":{"a":"b"},"Volumes":{"/data":{}},\
            "StopSignal":"SIGINT"}\
            """);
  }

  @Test
  void refusesAChangeItDoesNotKnow() {
    assertThatThrownBy(() ->
            store.importRootFileSystem(
                new ByteArrayInputStream(base),
                new ImportRequest("", "", List.of("RUN rm -rf /"), "")))
        .isInstanceOf(ImageException.Invalid.class)
        .hasMessageContaining("RUN is not a valid change");
  }

  @Test
  void remembersItsImages() throws IOException {
    load(Archives.dockerSave(Archives.config("one", List.of(base)), List.of("app"), List.of(base)));
    List<ImageSummary> before = store.list();

    store = ImageStore.open(root, _ -> users, NOW, RegistryAccess.DEFAULT);

    assertThat(store.list()).isEqualTo(before);
    assertThat(layersOnDisk()).hasSize(1);
  }

  @Test
  void sweepsWhatACrashLeft() throws IOException {
    Files.createDirectories(root.resolve("unfinished/7/half"));
    Files.createDirectories(root.resolve("layers/0123456789ab/without-marker"));

    store = ImageStore.open(root, _ -> users, NOW, RegistryAccess.DEFAULT);

    assertThat(layersOnDisk()).isEmpty();
  }

  @Test
  void removingTheLastNameRemovesTheLayersNobodyElseHas() throws IOException {
    load(Archives.dockerSave(Archives.config("a", List.of(base)), List.of("a"), List.of(base)));
    load(
        Archives.dockerSave(
            Archives.config("b", List.of(base, top)), List.of("b", "b:2"), List.of(base, top)));
    String id = store.resolve("b").orElseThrow();

    assertThat(store.remove("b:2", false)).containsExactly(ImageDeleted.untagged("b:2"));
    assertThat(store.remove("b", false))
        .containsExactly(
            ImageDeleted.untagged("b:latest"),
            ImageDeleted.deleted(id),
            ImageDeleted.deleted(Digest.of(top).toString()));

    assertThat(layersOnDisk()).containsExactly(LayerStore.nameOf(Digest.of(base)));
    assertThatThrownBy(() -> store.remove("b", false)).isInstanceOf(ImageException.NotFound.class);
  }

  @Test
  void anImageInUseStays() {
    load(
        Archives.dockerSave(
            Archives.config("a", List.of(base)), List.of("a", "b/c"), List.of(base)));
    String id = store.resolve("a").orElseThrow();
    users.add(new ImageUse.User("f".repeat(64), true));

    assertThatThrownBy(() -> store.remove(id, false))
        .isInstanceOf(ImageException.Conflict.class)
        .hasMessageContaining("image is referenced in multiple repositories");
    assertThatThrownBy(() -> store.remove(id, true))
        .hasMessageContaining(
            "(cannot be forced) - image is being used by running container ffffffffffff");
    assertThat(store.remove("a", false)).containsExactly(ImageDeleted.untagged("a:latest"));
    assertThatThrownBy(() -> store.remove("b/c", false))
        .hasMessageContaining(
            "(must force) - container ffffffffffff is using its referenced image");
    assertThat(store.resolve(id)).contains(id);
  }

  @Test
  void aTagIsOneMoreName() {
    load(Archives.dockerSave(Archives.config("a", List.of(base)), List.of("a"), List.of(base)));

    store.tag("a", "reg.example:5000/x/y:z");

    assertThat(store.resolve("reg.example:5000/x/y:z")).isEqualTo(store.resolve("a"));
    assertThatThrownBy(() -> store.tag("nope", "x")).hasMessage("No such image: nope");
  }
}
