package io.jswarm.worker.engine.oci;

import io.jswarm.api.codec.BadDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** At start: takes over the containers a former daemon left, and removes what was half-made. */
final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
  private static final String ID = "[0-9a-f]{64}";

  private final Workshop shop;
  private final ConcurrentHashMap<String, OciContainer> containers;

  Adoption(Workshop shop, ConcurrentHashMap<String, OciContainer> containers) {
    this.shop = shop;
    this.containers = containers;
  }

  void run() throws IOException {
    SortedSet<String> ids = new TreeSet<>();
    ids.addAll(names(ContainerFiles.dataOf(shop.settings())));
    ids.addAll(names(ContainerFiles.execOf(shop.settings())));
    for (String id : ids) {
      one(id);
    }
  }

  private void one(String id) {
    OciContainer container = new OciContainer(shop, id);
    Path file = container.files().record();
    try {
      if (Files.exists(file)) {
        ContainerRecord found = ContainerRecord.read(Files.readAllBytes(file));
        containers.put(id, container);
        container.adopt(found);
        LOG.info(
            "container {} ({}) found: {}",
            id,
            found.plan().name(),
            container.seen().orElseThrow().state());
        return;
      }
    } catch (IOException | BadDocument e) {
      LOG.warn("container {} cannot be taken over and is removed: {}", id, e.toString());
      containers.remove(id);
    }
    container.clear();
  }

  private static SortedSet<String> names(Path directory) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (var found = Files.newDirectoryStream(directory)) {
      found.forEach(each -> names.add(each.getFileName().toString()));
    }
    names.removeIf(each -> !each.matches(ID));
    return names;
  }
}
