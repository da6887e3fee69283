package io.jswarm.worker.engine.oci;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A root file system made of this machine's static busybox (Debian package busybox-static). */
public final class Busybox {
  private static final Path PROGRAM = Path.of("/bin/busybox");
  private static final List<String> APPLETS =
      List.of(
          "sh",
          "cat",
          "echo",
          "id",
          "sleep",
          "true",
          "false",
          "env",
          "pwd",
          "ls",
          "dd",
          "tail",
          "hostname",
          "touch",
          "kill",
          "grep",
          "tty",
          "stat",
          "mkdir",
          "ip",
          "head",
          "seq",
          "ulimit",
          "test",
          "mount");

  private Busybox() {}

  /** Its tar, as {@code docker import} takes it. */
  public static InputStream tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String each : List.of("bin/", "etc/", "proc/", "sys/", "dev/")) {
        directory(tar, each, 0755);
      }
      directory(tar, "tmp/", 01777);
      file(tar, "bin/busybox", 0755, Files.readAllBytes(PROGRAM));
      for (String each : APPLETS) {
        TarArchiveEntry link = new TarArchiveEntry("bin/" + each, TarConstants.LF_SYMLINK);
        link.setLinkName("busybox");
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      }
      file(
          tar,
          "etc/passwd",
          0644,
          text("root:x:0:0:root:/root:/bin/sh\napp:x:1234:2345::/:/bin/sh\n"));
      file(tar, "etc/group", 0644, text("root:x:0:\nappgroup:x:2345:\nextra:x:777:app\n"));
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void directory(TarArchiveOutputStream tar, String name, int mode)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static void file(TarArchiveOutputStream tar, String name, int mode, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(mode);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
