package io.jswarm.worker.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Archives of images, as {@code docker save} and OCI tools write them. */
final class Archives {
  private Archives() {}

  /** A configuration document for these layers. */
  static String config(String mark, List<byte[]> layers) {
    StringBuilder ids = new StringBuilder();
    for (byte[] each : layers) {
      ids.append(ids.isEmpty() ? "" : ",").append('"').append(Digest.of(each)).append('"');
    }
    return """
    {"architecture":"%s","os":"linux","created":"2024-01-02T03:04:05.6Z","comment":"%s",\
    "config":{"Env":["A=b"],"Cmd":["run"],"Labels":{"l":"%s"}},\
    "rootfs":{"type":"layers","diff_ids":[%s]}}\
    """
        .formatted(Platforms.architecture(), mark, mark, ids);
  }

  static byte[] dockerSave(String config, List<String> names, List<byte[]> layers) {
    Tar tar = new Tar();
    List<String> files = new ArrayList<>();
    for (byte[] each : layers) {
      String file = Digest.of(each).hex() + "/layer.tar";
      if (!files.contains("\"" + file + "\"")) {
        tar.file(file, each);
      }
      files.add("\"" + file + "\"");
    }
    String quoted = String.join(",", names.stream().map(each -> "\"" + each + "\"").toList());
    return tar.file("config.json", config)
        .file(
            "manifest.json",
            "[{\"Config\":\"config.json\",\"RepoTags\":[%s],\"Layers\":[%s]}]"
                .formatted(quoted, String.join(",", files)))
        .bytes();
  }

  /** An OCI layout with compressed layers and an index within the index. */
  static byte[] ociLayout(String config, String name, List<byte[]> layers) {
    Tar tar = new Tar();
    StringBuilder descriptors = new StringBuilder();
    for (byte[] each : layers) {
      descriptors.append(descriptors.isEmpty() ? "" : ",").append(blob(tar, Tar.gzip(each)));
    }
    String manifest =
        "{\"config\":%s,\"layers\":[%s]}".formatted(blob(tar, text(config)), descriptors);
    String foreign =
        "{\"platform\":{\"os\":\"linux\",\"architecture\":\"s390x\"},\"digest\":\"sha256:"
            + "0".repeat(64)
            + "\"}";
    String mine =
        blob(tar, text(manifest))
            .replaceFirst(
                "\\{",
                "{\"platform\":{\"os\":\"linux\",\"architecture\":\"%s\"},"
                    .formatted(Platforms.architecture()));
    String index = "{\"manifests\":[%s,%s]}".formatted(foreign, mine);
    String top =
        blob(tar, text(index))
            .replaceFirst(
                "\\{", "{\"annotations\":{\"io.containerd.image.name\":\"%s\"},".formatted(name));
    return tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
        .file("index.json", "{\"manifests\":[%s]}".formatted(top))
        .bytes();
  }

  private static String blob(Tar tar, byte[] content) {
    Digest digest = Digest.of(content);
    tar.file("blobs/sha256/" + digest.hex(), content);
    return "{\"digest\":\"%s\",\"size\":%d}".formatted(digest, content.length);
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
