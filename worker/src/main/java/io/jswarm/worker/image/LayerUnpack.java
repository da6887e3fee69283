package io.jswarm.worker.image;

import io.jswarm.worker.kernel.Descriptor;
import io.jswarm.worker.kernel.ErrnoException;
import io.jswarm.worker.kernel.Place;
import io.jswarm.worker.kernel.RootedDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks the tar of one layer into a directory as overlayfs wants it: whiteouts become character
 * devices 0:0, opaque directories get the opaque attribute. The tar may be hostile: no name in it,
 * no link and no link's target reaches anything outside the directory.
 */
final class LayerUnpack implements AutoCloseable {
  private static final int S_IFIFO = 0010000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFBLK = 0060000;
  private static final int MODE_BITS = 07777;

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String OVERLAY_ATTRIBUTES = "trusted.overlay.";

  /** Even an empty archive has its end mark, a block of zeros. */
  private static final int BLOCK_BYTES = 512;

  /** Enough for any real layer, small enough that the directories' times fit in memory. */
  private static final int MAX_ENTRIES = 2_000_000;

  /** A sparse file costs its writer nothing, so its size says nothing; real ones stay far below. */
  private static final long MAX_SPARSE_BYTES = 16L << 30;

  private final RootedDirectory root;
  private final SequencedMap<String, Instant> directoryTimes = new LinkedHashMap<>();
  private long bytes;

  private LayerUnpack(RootedDirectory root) {
    this.root = root;
  }

  /**
   * Unpacks a plain tar into an existing empty directory.
   *
   * @return the bytes of all files in it
   */
  static long unpack(InputStream tar, Path directory) throws IOException {
    try (LayerUnpack unpack = new LayerUnpack(RootedDirectory.open(directory))) {
      unpack.all(new PaxAttributes(tar));
      return unpack.bytes;
    }
  }

  // Not closed: the caller's stream is to be read on, to its digest.
  @SuppressWarnings("resource")
  private void all(PaxAttributes headers) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(headers, StandardCharsets.UTF_8.name());
    for (int entries = 0; ; entries++) {
      headers.listen();
      TarArchiveEntry entry = tar.getNextEntry();
      SortedMap<String, byte[]> attributes = headers.heard();
      if (entry == null) {
        if (entries == 0 && tar.getBytesRead() < BLOCK_BYTES) {
          throw new IOException("this is not a tar archive: it has no header");
        }
        break;
      }
      if (entries == MAX_ENTRIES) {
        throw new IOException("a layer has more than " + MAX_ENTRIES + " entries");
      }
      try {
        one(entry, attributes, tar);
      } catch (IOException | IllegalArgumentException e) {
        throw new IOException("unpacking " + entry.getName() + ": " + e.getMessage(), e);
      }
      tar.transferTo(OutputStream.nullOutputStream());
    }
    for (Map.Entry<String, Instant> each : directoryTimes.reversed().entrySet()) {
      setDirectoryTime(each.getKey(), each.getValue());
    }
  }

  private void one(
      TarArchiveEntry entry, SortedMap<String, byte[]> attributes, TarArchiveInputStream tar)
      throws IOException {
    List<String> parts = RootedDirectory.parts(entry.getName());
    if (parts.isEmpty()) {
      rootItself(entry);
      return;
    }
    try (Descriptor parent = root.ensureDirectory(parts.subList(0, parts.size() - 1))) {
      String name = parts.getLast();
      if (name.startsWith(WHITEOUT)) {
        whiteout(parent, name);
        return;
      }
      Place place = new Place(parent, name);
      if (entry.isDirectory()) {
        directory(place);
        finish(place, entry, attributes);
        directoryTimes.put(String.join("/", parts), time(entry));
      } else if (entry.isLink()) {
        hardLink(place, entry.getLinkName()); // owner, mode and time are the other name's
      } else {
        makeRoom(place);
        make(place, entry, tar);
        finish(place, entry, attributes);
        place.setTimes(time(entry));
      }
    }
  }

  private void rootItself(TarArchiveEntry entry) throws IOException {
    if (entry.isDirectory()) {
      try (Descriptor itself = root.directory("")) {
        Place.setOwnerAndMode(itself, uid(entry), gid(entry), entry.getMode() & MODE_BITS);
      }
    }
  }

  private void whiteout(Descriptor parent, String name) throws IOException {
    if (name.equals(OPAQUE)) {
      Place.setAttribute(parent, OVERLAY_ATTRIBUTES + "opaque", new byte[] {'y'});
      return;
    }
    if (name.startsWith(WHITEOUT + WHITEOUT)) {
      return; // bookkeeping of the aufs driver, which is no more
    }
    Place hidden = new Place(parent, name.substring(WHITEOUT.length()));
    makeRoom(hidden);
    hidden.makeNode(S_IFCHR, 0, 0, 0);
  }

  private void directory(Place place) throws IOException {
    if (place.kind() != Place.Kind.DIRECTORY) {
      makeRoom(place);
      place.makeDirectory(0700);
    }
  }

  private void make(Place place, TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException {
    if (entry.isSymbolicLink()) {
      place.makeSymbolicLink(entry.getLinkName());
    } else if (entry.isFIFO()) {
      place.makeNode(S_IFIFO, 0600, 0, 0);
    } else if (entry.isCharacterDevice()) {
      place.makeNode(S_IFCHR, 0600, entry.getDevMajor(), entry.getDevMinor());
    } else if (entry.isBlockDevice()) {
      place.makeNode(S_IFBLK, 0600, entry.getDevMajor(), entry.getDevMinor());
    } else if (entry.isFile()) {
      file(place, entry, tar);
    } else {
      throw new IOException("unknown kind of tar entry");
    }
  }

  private void file(Place place, TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException {
    if (entry.isSparse() && entry.getRealSize() > MAX_SPARSE_BYTES) {
      throw new IOException("a sparse file of more than " + MAX_SPARSE_BYTES + " bytes");
    }
    place.makeFile(out -> bytes += tar.transferTo(out));
  }

  private void hardLink(Place place, String target) throws IOException {
    List<String> parts = RootedDirectory.parts(target);
    if (parts.isEmpty()) {
      throw new IOException("a hard link to the root directory");
    }
    try (Descriptor directory =
        root.directory(String.join("/", parts.subList(0, parts.size() - 1)))) {
      Place existing = new Place(directory, parts.getLast());
      if (existing.isSameNameAs(place)) {
        return;
      }
      makeRoom(place);
      place.makeHardLink(existing);
    }
  }

  /**
   * Owner before mode (changing the owner drops setuid), both before attributes (it drops
   * capabilities too).
   */
  private static void finish(
      Place place, TarArchiveEntry entry, SortedMap<String, byte[]> attributes) throws IOException {
    place.setOwner(uid(entry), gid(entry));
    if (!entry.isSymbolicLink()) {
      place.setMode(entry.getMode() & MODE_BITS);
    }
    for (Map.Entry<String, byte[]> each : attributes.entrySet()) {
      attribute(place, each.getKey(), each.getValue());
    }
  }

  private static void attribute(Place place, String name, byte[] value) throws IOException {
    if (name.startsWith(OVERLAY_ATTRIBUTES)) {
      return; // would tell overlayfs to look elsewhere
    }
    try {
      place.setAttribute(name, value);
    } catch (ErrnoException e) {
      if (e.errno() != ErrnoException.ENOTSUP && e.errno() != ErrnoException.EPERM) {
        throw e; // a file system without them, or one not for root here: Docker goes on too
      }
    }
  }

  /** In a tar the later entry of the same name wins. */
  private static void makeRoom(Place place) throws IOException {
    if (place.kind() != Place.Kind.ABSENT) {
      place.remove();
    }
  }

  private void setDirectoryTime(String path, Instant at) throws IOException {
    List<String> parts = RootedDirectory.parts(path);
    try (Descriptor parent = root.directory(String.join("/", parts.subList(0, parts.size() - 1)))) {
      new Place(parent, parts.getLast()).setTimes(at);
    } catch (ErrnoException e) {
      if (e.errno() != ErrnoException.ENOENT && e.errno() != ErrnoException.ENOTDIR) {
        throw e; // a later entry took the directory's place
      }
    }
  }

  private static Instant time(TarArchiveEntry entry) {
    return entry.getLastModifiedTime().toInstant();
  }

  private static int uid(TarArchiveEntry entry) {
    return (int) entry.getLongUserId();
  }

  private static int gid(TarArchiveEntry entry) {
    return (int) entry.getLongGroupId();
  }

  @Override
  public void close() {
    root.close();
  }
}
