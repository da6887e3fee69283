package io.jswarm.worker.image;

import io.jswarm.api.image.Reference;
import io.jswarm.worker.kernel.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The images on this node's disk. Readers see an immutable catalog and never wait; whoever changes
 * it holds a lock for as long as two small files take to write, never while something is unpacked
 * or fetched. An image is in the catalog only when all its layers are on disk.
 */
public final class ImageStore implements Images {
  private static final String LOADED = "Loaded image: ";

  private final Path root;
  private final ImageUse use;
  private final Clock clock;
  private final LayerStore layers;
  private final RegistryClient registries;
  private final Pull pull;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile Catalog catalog;

  private ImageStore(Path root, ImageUse use, Clock clock, RegistryAccess access, Catalog catalog)
      throws IOException {
    this.root = root;
    this.use = use;
    this.clock = clock;
    this.catalog = catalog;
    this.layers = LayerStore.open(root, catalog.layers());
    this.registries = new RegistryClient(access);
    this.pull = new Pull(layers, registries);
  }

  /**
   * Opens the store, and sweeps away what a crash left half-done.
   *
   * @param root a directory of its own, made when it is not there
   * @param use which containers need which image
   */
  public static ImageStore open(Path root, ImageUse use, Clock clock, RegistryAccess access)
      throws IOException {
    Files.createDirectories(root);
    return new ImageStore(root, use, clock, access, Catalog.read(root));
  }

  /** The image by that name as a container needs it. */
  public Optional<LocalImage> find(String name) {
    return catalog
        .find(name)
        .map(config ->
            new LocalImage(
                config.id().toString(),
                config,
                layers.directory(),
                config.layers().reversed().stream().map(LayerStore::nameOf).toList()));
  }

  @Override
  public Optional<String> resolve(String name) {
    return catalog.find(name).map(config -> config.id().toString());
  }

  @Override
  public List<ImageSummary> list() {
    Catalog now = catalog;
    return now.images().values().stream()
        .map(config -> ImageView.summary(config, now, bytes(config)))
        .sorted(Comparator.comparingLong(ImageSummary::created).reversed())
        .toList();
  }

  @Override
  public Optional<ImageInspect> inspect(String name) {
    Catalog now = catalog;
    return now.find(name)
        .map(config -> ImageView.inspect(config, now, bytes(config), layers.directory()));
  }

  private long bytes(ImageConfig config) {
    try {
      long total = 0;
      for (Digest each : config.layers()) {
        total += layers.find(each).map(LayerStore.Layer::bytes).orElse(0L);
      }
      return total;
    } catch (IOException e) {
      throw new ImageException.Failed("reading the layers of " + config.id(), e);
    }
  }

  @Override
  public void load(InputStream archive, Consumer<Progress> progress) {
    Path spool = layers.newUnfinished();
    try {
      try {
        for (SavedArchive.Saved each : SavedArchive.spool(archive, spool).images()) {
          take(each, progress);
        }
      } finally {
        FileTree.delete(spool);
      }
    } catch (IOException e) {
      throw ImageException.taking("the image could not be loaded", e);
    }
  }

  private void take(SavedArchive.Saved saved, Consumer<Progress> progress) throws IOException {
    ImageConfig config = saved.config();
    List<Digest> wanted = config.layers();
    if (wanted.size() != saved.layers().size()) {
      throw new ImageException.Invalid(
          "the image names %d layers and brings %d"
              .formatted(wanted.size(), saved.layers().size()));
    }
    List<Reference> names = saved.names().stream().map(ImageNames::parse).toList();
    try (LayerStore.Lease _ = layers.lease(wanted)) {
      for (int i = 0; i < wanted.size(); i++) {
        if (layers.find(wanted.get(i)).isEmpty()) {
          takeLayer(wanted.get(i), saved.layers().get(i), progress);
        }
      }
      register(config, names);
    }
    if (names.isEmpty()) {
      progress.accept(Progress.text("Loaded image ID: " + config.id()));
    }
    names.forEach(
        each -> progress.accept(Progress.text(LOADED + each.withDefaultTag().familiar())));
  }

  private void takeLayer(Digest wanted, Path file, Consumer<Progress> progress) throws IOException {
    long size = Files.size(file);
    progress.accept(Progress.step(wanted.brief(), "Loading layer", 0, size));
    try (InputStream in = Files.newInputStream(file)) {
      layers.add(in, Optional.of(wanted));
    }
    progress.accept(Progress.step(wanted.brief(), "Loading layer", size, size));
  }

  @Override
  public String importRootFileSystem(InputStream tar, ImportRequest request) {
    Optional<Reference> name =
        request.reference().isEmpty()
            ? Optional.empty()
            : Optional.of(ImageNames.parse(request.reference()));
    if (name.flatMap(Reference::digest).isPresent()) {
      throw new ImageException.Invalid("cannot import digest reference");
    }
    var settings = ImageChanges.apply(request.changes());
    try {
      LayerStore.Layer layer = layers.add(tar, Optional.empty());
      try (LayerStore.Lease _ = layers.lease(List.of(layer.diffId()))) {
        ImageConfig config = ImageView.ofImport(layer.diffId(), settings, request, clock.instant());
        register(config, name.map(List::of).orElse(List.of()));
        return config.id().toString();
      }
    } catch (IOException e) {
      throw ImageException.taking("the root file system could not be imported", e);
    }
  }

  @Override
  public void pull(String reference, Credentials credentials, Consumer<Progress> progress) {
    Reference wanted = ImageNames.parse(reference).exact();
    try {
      pull.run(
          wanted,
          credentials,
          progress,
          fetched -> {
            boolean had = catalog.images().containsKey(fetched.config().id());
            List<Reference> names =
                new ArrayList<>(List.of(wanted.at(fetched.manifest().toString())));
            wanted.tag().ifPresent(_ -> names.add(wanted));
            register(fetched.config(), names);
            progress.accept(Progress.status("Digest: " + fetched.manifest()));
            progress.accept(
                Progress.status(
                    (had
                            ? "Status: Image is up to date for "
                            : "Status: Downloaded newer image for ")
                        + wanted.familiar()));
          });
    } catch (IOException e) {
      throw new ImageException.Failed("pulling " + wanted.familiar(), e);
    }
  }

  @Override
  public Distribution lookUp(String reference, Credentials credentials) {
    Reference wanted = ImageNames.parse(reference).exact();
    try (RegistrySession registry = registries.open(wanted, credentials)) {
      return Distribution.of(registry, wanted);
    } catch (IOException e) {
      throw new ImageException.Failed("looking up " + wanted.familiar(), e);
    }
  }

  @Override
  public String logIn(Credentials credentials) {
    try {
      return registries.logIn(credentials);
    } catch (IOException e) {
      throw new ImageException.Failed("logging in", e);
    }
  }

  /** Puts an image whose layers are all here, and leased, into the catalog. */
  private void register(ImageConfig config, List<Reference> names) throws IOException {
    writing.lock();
    try {
      Catalog next =
          catalog.images().containsKey(config.id()) ? catalog : catalog.with(config, root);
      if (!names.isEmpty()) {
        SortedMap<String, Digest> all = new TreeMap<>(next.names());
        names.forEach(each -> all.put(each.withDefaultTag().toString(), config.id()));
        next = next.named(all, root);
      }
      catalog = next;
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void tag(String name, String newName) {
    Reference target = ImageNames.parse(newName);
    if (target.digest().isPresent()) {
      throw new ImageException.Invalid("refusing to create a tag with a digest reference");
    }
    ImageConfig config =
        catalog.find(name).orElseThrow(() -> ImageException.NotFound.locally(name));
    try {
      register(config, List.of(target));
    } catch (IOException e) {
      throw new ImageException.Failed("tagging " + name, e);
    }
  }

  @Override
  public List<ImageDeleted> remove(String name, boolean force) {
    writing.lock();
    try {
      ImageRemoval removal = ImageRemoval.plan(catalog, name, force, use);
      SortedMap<String, Digest> names = new TreeMap<>(catalog.names());
      removal.names().forEach(each -> names.remove(each.toString()));
      Catalog next = removal.names().isEmpty() ? catalog : catalog.named(names, root);
      if (removal.deletesImage()) {
        next = next.without(removal.image().id(), root);
      }
      var doomed = catalog.layersOnlyIn(removal.image());
      catalog = next;
      List<ImageDeleted> done = new ArrayList<>(removal.report());
      if (removal.deletesImage()) {
        for (Digest each : removal.image().layers().reversed()) {
          if (doomed.remove(each) && layers.delete(each)) {
            done.add(ImageDeleted.deleted(each.toString()));
          }
        }
      }
      return done;
    } catch (IOException e) {
      throw new ImageException.Failed("removing " + name, e);
    } finally {
      writing.unlock();
    }
  }
}
