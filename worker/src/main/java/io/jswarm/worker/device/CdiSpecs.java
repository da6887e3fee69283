package io.jswarm.worker.device;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Json;
import io.jswarm.worker.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the files of the Container Device Interface on this node say
 * (https://github.com/cncf-tags/container-device-interface, version 1.0 and those before). They are
 * read anew for each container that wants a device, as drivers write them while the node runs.
 *
 * @param directories the later ones override the earlier
 */
public record CdiSpecs(List<Path> directories) {
  /** Where the specification says that they are: of the system, and of what was found at boot. */
  public static final List<Path> USUAL = List.of(Path.of("/etc/cdi"), Path.of("/var/run/cdi"));

  private static final String GPU_CLASS = "gpu";

  /** The name of a device that is all others of its kind, as NVIDIA's tool writes it. */
  private static final String ALL = "all";

  /** Files of one directory, and bytes of one file; those of real drivers are some kilobytes. */
  private static final int FILES_MAX = 256;

  private static final long BYTES_MAX = 4 << 20;

  private static final String ADVICE =
      "; for NVIDIA's: nvidia-ctk cdi generate --format=json --output=/etc/cdi/nvidia.json";

  private record Named(CdiSpec spec, CdiSpec.Device device) {}

  /**
   * What a container needs to use some of this node's GPUs.
   *
   * @param names of devices whose class is {@code gpu}, or {@code all}
   * @throws EngineException.Rejected naming what is not there, and what to do
   */
  public ContainerEdits gpus(List<String> names) {
    Map<String, Named> known = new LinkedHashMap<>();
    List<String> unread = new ArrayList<>();
    for (CdiSpec spec : read(unread)) {
      if (spec.deviceClass().equals(GPU_CLASS)) {
        spec.devices().forEach(device -> known.put(device.name(), new Named(spec, device)));
      }
    }
    List<Named> wanted =
        names.equals(List.of(ALL)) && !known.containsKey(ALL)
            ? List.copyOf(known.values())
            : names.stream().map(name -> find(known, name, unread)).toList();
    if (wanted.isEmpty()) {
      throw nothing(unread);
    }
    Set<CdiSpec> specs = new LinkedHashSet<>();
    ContainerEdits edits = ContainerEdits.NONE;
    for (Named each : wanted) {
      edits = edits.and(each.device().edits());
      specs.add(each.spec());
    }
    for (CdiSpec spec : specs) {
      edits = edits.and(spec.common());
    }
    if (edits.intelRdt() != null) {
      throw new EngineException.Rejected(
          "the CDI file of these GPUs sets intelRdt, which this node does not do");
    }
    return edits;
  }

  private Named find(Map<String, Named> known, String name, List<String> unread) {
    Named found = known.get(name);
    if (found != null) {
      return found;
    }
    if (known.isEmpty()) {
      throw nothing(unread);
    }
    throw new EngineException.Rejected(
        "this node has no GPU \"%s\": its CDI files know %s; --node-generic-resource gpu=NAME must name one of them"
            .formatted(name, String.join(", ", known.keySet())));
  }

  private EngineException.Rejected nothing(List<String> unread) {
    String places = directories.stream().map(Path::toString).collect(Collectors.joining(" and "));
    String why = unread.isEmpty() ? "" : " (not read: " + String.join(", ", unread) + ")";
    return new EngineException.Rejected(
        "this node does not know how to give a container a GPU: no CDI file in %s describes one%s%s"
            .formatted(places, why, ADVICE));
  }

  /**
   * All files that can be read, in the order of their names.
   *
   * @param unread told of the others, and why
   */
  private List<CdiSpec> read(List<String> unread) {
    List<CdiSpec> specs = new ArrayList<>();
    for (Path directory : directories) {
      for (Path file : files(directory, unread)) {
        try {
          specs.add(read(file));
        } catch (IOException | BadDocument e) {
          unread.add(file + ": " + e.getMessage());
        }
      }
    }
    return specs;
  }

  /** Most nodes have no such directory. */
  private static List<Path> files(Path directory, List<String> unread) {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (var found = Files.list(directory)) {
      return found
          .filter(file -> file.toString().matches(".*\\.(json|ya?ml)"))
          .sorted()
          .limit(FILES_MAX)
          .toList();
    } catch (IOException e) {
      unread.add(e.toString());
      return List.of();
    }
  }

  private static CdiSpec read(Path file) throws IOException {
    if (!file.toString().endsWith(".json")) {
      throw new IOException("YAML is not understood, write it as JSON");
    }
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException("longer than " + BYTES_MAX + " bytes");
    }
    CdiSpec spec = Json.read(Files.readAllBytes(file), CdiSpec.class);
    if (!spec.cdiVersion().matches("[01]\\.[0-9]+\\.[0-9]+") || spec.kind().indexOf('/') < 1) {
      throw new IOException(
          "version \"%s\" and kind \"%s\" are not of a CDI file this node understands"
              .formatted(spec.cdiVersion(), spec.kind()));
    }
    return spec;
  }
}
