package io.jswarm.worker.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes tars, decent and hostile ones. */
final class Tar {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar =
      new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());

  Tar() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  Tar file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Tar file(String name, byte[] content) {
    return add(entry(name, TarConstants.LF_NORMAL, 0644), content);
  }

  Tar fileWith(String name, int mode, Map<String, String> paxHeaders) {
    TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, mode);
    paxHeaders.forEach(entry::addPaxHeader);
    return add(entry, new byte[0]);
  }

  Tar directory(String name) {
    return add(entry(name + "/", TarConstants.LF_DIR, 0755), new byte[0]);
  }

  Tar directoryWith(String name, Map<String, String> paxHeaders) {
    TarArchiveEntry entry = entry(name + "/", TarConstants.LF_DIR, 0755);
    paxHeaders.forEach(entry::addPaxHeader);
    return add(entry, new byte[0]);
  }

  Tar symbolicLink(String name, String target) {
    return link(name, target, TarConstants.LF_SYMLINK);
  }

  Tar hardLink(String name, String target) {
    return link(name, target, TarConstants.LF_LINK);
  }

  Tar fifo(String name) {
    return add(entry(name, TarConstants.LF_FIFO, 0600), new byte[0]);
  }

  Tar characterDevice(String name, int major, int minor) {
    TarArchiveEntry entry = entry(name, TarConstants.LF_CHR, 0666);
    entry.setDevMajor(major);
    entry.setDevMinor(minor);
    return add(entry, new byte[0]);
  }

  private Tar link(String name, String target, byte type) {
    TarArchiveEntry entry = entry(name, type, 0777);
    entry.setLinkName(target);
    return add(entry, new byte[0]);
  }

  private static TarArchiveEntry entry(String name, byte type, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setMode(mode);
    entry.setModTime(1_000_000_000_000L);
    return entry;
  }

  private Tar add(TarArchiveEntry entry, byte[] content) {
    try {
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
